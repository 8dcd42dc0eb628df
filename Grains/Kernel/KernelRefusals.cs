namespace Commerce.Grains.Kernel;

/// <summary>There is no such thing, or none that the caller may know of.</summary>
/// <param name="What">What was looked for: "cart", "order".</param>
[GenerateSerializer, Immutable, Alias("refusal.not-found")]
public sealed record NotFound(string What)
    : Refusal(RefusalKind.NotFound, $"There is no such {What}.");

/// <summary>The thing is in a state that does not allow what was asked.</summary>
/// <param name="State">The state it is in.</param>
/// <param name="Asked">What was asked.</param>
[GenerateSerializer, Immutable, Alias("refusal.not-allowed")]
public sealed record NotAllowed(string State, string Asked)
    : Refusal(RefusalKind.NotAllowed, $"'{Asked}' is not possible while it is '{State}'.")
{
    internal static NotAllowed When(object state, object command) =>
        new(SnakeCase.OfType(state), SnakeCase.OfType(command));
}

/// <summary>A value is missing or outside of what the field takes.</summary>
/// <param name="Reason">What is wrong with it, as a sentence.</param>
[GenerateSerializer, Immutable, Alias("refusal.invalid-value")]
public sealed record InvalidValue(string Reason) : Refusal(RefusalKind.Invalid, Reason);

/// <summary>The caller's version is not the current one.</summary>
/// <param name="Current">The version the entity has now.</param>
[GenerateSerializer, Immutable, Alias("refusal.version-stale")]
public sealed record VersionStale(long Current)
    : Refusal(RefusalKind.Stale, $"It has been changed meanwhile; its version is {Current} now.");

/// <summary>The idempotency key was used before with another body, or too long ago to know the answer.</summary>
[GenerateSerializer, Immutable, Alias("refusal.idempotency-key-used")]
public sealed record IdempotencyKeyUsed()
    : Refusal(RefusalKind.Conflict, "This Idempotency-Key was used before, for another request.");

/// <summary>The entity remembers no more idempotency keys today.</summary>
/// <param name="Limit">How many keys one entity remembers within 24 hours.</param>
[GenerateSerializer, Immutable, Alias("refusal.too-many-keys")]
public sealed record TooManyKeys(int Limit)
    : Refusal(RefusalKind.TooMany, $"More than {Limit} Idempotency-Keys within 24 hours.");

/// <summary>Too busy for this one thing at this moment.</summary>
/// <param name="What">What is busy.</param>
[GenerateSerializer, Immutable, Alias("refusal.try-again")]
public sealed record TryAgain(string What)
    : Refusal(RefusalKind.Unavailable, $"{What} is too busy at this moment; try again.");
