using Commerce.Grains.Kernel;

namespace Commerce.Grains.Access;

/// <summary>One key that opens the API, found by its id (H-07). Its secret is never stored, only the hash of
/// it.</summary>
[Alias("access-key")]
public interface IAccessKeyGrain : IGrainWithStringKey
{
    /// <summary>Makes it; the same hash again is done already.</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/> when another key has this id, <see cref="InvalidValue"/>.</remarks>
    /// <param name="command">What it opens.</param>
    /// <param name="call">Who asks.</param>
    [Alias("make")]
    Task<Outcome<AccessKeyView>> Make(AccessKeyCommand.Make command, Call call);

    /// <summary>Ends it for good.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    /// <param name="call">Who asks.</param>
    [Alias("revoke")]
    Task<Outcome<AccessKeyView>> Revoke(Call call);

    /// <summary>Says what a secret opens: null when there is no such key, another secret, or it was revoked.</summary>
    /// <param name="hash">See <see cref="AccessKeyCommand.Make.Hash"/>.</param>
    [Alias("verify")]
    Task<AccessKeyView?> Verify(string hash);
}

/// <summary>A key without its secret.</summary>
/// <param name="Id">By which it is looked up.</param>
/// <param name="Kind">Whom it is for.</param>
/// <param name="Roles">What its bearer may do; none for a storefront.</param>
/// <param name="Label">What people call it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RevokedAt">When it was ended, if it was.</param>
[GenerateSerializer, Immutable, Alias("access-key-view")]
public sealed record AccessKeyView(
    AccessKeyId Id, AccessKind Kind, AccessRoles Roles, string Label, DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt);
