using Commerce.Grains.Kernel;

namespace Commerce.Grains.Certificates;

/// <summary>Counts the wrong claim checks of one customer, keyed by <c>claims-</c> and the customer's id, and tells a
/// person of each (GC-09, GC-10).</summary>
[Alias("claim-guard")]
public interface IClaimGuardGrain : IGrainWithStringKey
{
    /// <summary>Counts one try, before the claim check is looked at.</summary>
    /// <remarks>Refusals: <see cref="TooManyClaims"/>.</remarks>
    /// <param name="call">Who asks.</param>
    [Alias("try")]
    Task<Outcome<ClaimTries>> Try(Call call);

    /// <summary>The claim check was wrong, or that of a certificate which another customer has.</summary>
    /// <remarks>Refusals: none.</remarks>
    /// <param name="certificate">The certificate whose number it had; null: there is none.</param>
    /// <param name="call">Who asks, and from where.</param>
    [Alias("miss")]
    Task<Outcome<ClaimTries>> Miss(CertificateId? certificate, Call call);

    /// <summary>The claim check was right: what was counted is forgotten.</summary>
    /// <remarks>Refusals: none.</remarks>
    /// <param name="call">Who asks.</param>
    [Alias("forget")]
    Task<Outcome<ClaimTries>> Forget(Call call);
}

/// <summary>The tries that are counted.</summary>
/// <param name="Count">How many.</param>
[GenerateSerializer, Immutable, Alias("claim-tries")]
public sealed record ClaimTries(int Count);
