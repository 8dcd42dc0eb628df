namespace Commerce.Grains.Kernel;

/// <summary>Why a request was turned down, in the few ways that a caller can act upon.</summary>
[GenerateSerializer, Alias("refusal-kind")]
public enum RefusalKind
{
    /// <summary>The request makes no sense as it stands (400).</summary>
    Invalid,

    /// <summary>Nobody is signed in (401).</summary>
    SignIn,

    /// <summary>Whoever is signed in may not do this (403).</summary>
    Forbidden,

    /// <summary>There is no such thing, or none that the caller may know of (404).</summary>
    NotFound,

    /// <summary>The thing is in a state that does not allow it (409).</summary>
    NotAllowed,

    /// <summary>The payment was declined (402).</summary>
    Declined,

    /// <summary>The caller's version is not the current one (412).</summary>
    Stale,

    /// <summary>The key was used for something else (422).</summary>
    Conflict,

    /// <summary>Too many of these, now or ever (429).</summary>
    TooMany,

    /// <summary>Cannot be done now; later it may (503).</summary>
    Unavailable,
}
