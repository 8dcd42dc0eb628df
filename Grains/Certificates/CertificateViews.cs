using static Commerce.Grains.Certificates.CertificateState;

namespace Commerce.Grains.Certificates;

/// <summary>What others see of a certificate.</summary>
internal static class CertificateViews
{
    public static CertificateView Of(CertificateId id, CertificateState state)
    {
        var core = CertificateMachine.CoreOf(state) ?? throw new System.Diagnostics.UnreachableException();
        var ended = state as Voided;
        return new(
            id,
            core.Number,
            KindOf(core),
            StatusOf(state),
            core.Amount,
            core.Left(),
            core.ExpiresAt,
            new(
                core.IssuedAt, core.AuthorizedAt, core.ClaimedAt, ended?.At, core.IssuedBy, core.PurchasedBy,
                core.Owner, ended?.By)
            {
                VoidReason = ended?.Reason,
            },
            [.. core.Uses.Select(use => new UsageView(
                use.Attempt, use.Amount, use.Amount - use.Net(), NameOf(use.Status), use.At))],
            core.Returned)
        {
            Letter = core.Letter,
            ClaimCheck = core.ClaimCheck,
            ClientSecret = core.PaidWith?.ClientSecret,
            Card = core.PaidWith?.Card,
        };
    }

    public static string KindOf(CertificateCore core) => core.IssuedBy is null ? "purchased" : "issued";

    public static string StatusOf(CertificateState state) => state switch
    {
        Confirmed => CertificateStatus.Confirmed,
        Failed => CertificateStatus.Failed,
        Voided => CertificateStatus.Void,
        Valid { Core.PaidWith: null } => CertificateStatus.Authorized,
        Valid { Core.PaidWith.AddressMatches: true } => CertificateStatus.AuthorizedPlusAvs,
        _ => CertificateStatus.AuthorizedMinusAvs,
    };

    public static string NameOf(UsageStatus status) => status switch
    {
        UsageStatus.Held => "held",
        UsageStatus.Used => "used",
        _ => "released",
    };
}
