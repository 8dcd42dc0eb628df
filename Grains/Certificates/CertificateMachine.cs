using Commerce.Grains.Kernel;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Certificates.CertificateEvent;
using static Commerce.Grains.Certificates.CertificateState;

namespace Commerce.Grains.Certificates;

/// <summary>The rules of a gift certificate: pure. How its money is used stands in <see cref="UsageRules"/>, how it is
/// bought in <see cref="PurchaseRules"/>.</summary>
internal static class CertificateMachine
{
    public static Decision<CertificateEvent> Decide(
        CertificateId id, ShopSettings settings, CertificateState state, CertificateCommand command,
        DateTimeOffset now) => (state, command) switch
        {
            (Blank, Issue issue) => Decide(issue, settings, now),
            (Valid or CertificateState.Voided, Issue issue) when IsSame(CoreOf(state)!, issue) => Already.Done,
            (_, Purchase or Learn or AskCancel or TakeMoney or Settle) =>
                PurchaseRules.Decide(id, settings, state, command, now),
            (Blank, not Issue) => new NotFound("gift certificate"),
            (Valid s, Claim claim) => Decide(s.Core, claim, now),
            (_, Claim) => new ClaimCheckRefused(),
            (Valid s, SetExpiry set) => Decide(s.Core, set.At ?? now, now),
            (Valid s, CertificateCommand.Void wanted) => new CertificateEvent.Voided(now, wanted.By, s.Core.Left())
            {
                Reason = wanted.Reason,
            },
            (CertificateState.Voided, CertificateCommand.Void) => Already.Done,
            (Valid { Core: { Owner: { } owner, IsLeftOut: false } }, LeaveOut) => new LeftOut(now, owner),
            (_, LeaveOut) => Already.Done,
            (Valid s, Hold hold) => UsageRules.Decide(s.Core, hold, now),
            (_, Hold) => Already.Done,
            (_, Commit commit) => UsageRules.Decide(CoreOf(state)!, commit, now),
            (_, Release release) => UsageRules.Decide(CoreOf(state)!, release, settings, now),
            (_, Reinstate reinstate) => UsageRules.Decide(CoreOf(state)!, reinstate, settings, now),
            _ => NotAllowed.When(state, command),
        };

    public static CertificateState Evolve(CertificateState state, CertificateEvent happened) => (state, happened) switch
    {
        (Blank, Issued e) => new Valid(new(e.Number, e.Amount, e.At, e.ExpiresAt, e.At)
        {
            IssuedBy = e.By,
            Owner = e.Owner,
            AuthorizedAt = e.At,
        }),
        (_, Held or Used or Released or Reinstated) => With(state, core => UsageRules.Evolve(core, happened)),
        (Valid s, Claimed e) => new Valid(s.Core with { Owner = e.Owner, ClaimedAt = e.At, ChangedAt = e.At }),
        (Valid s, LeftOut e) => new Valid(s.Core with { IsLeftOut = true, ChangedAt = e.At }),
        (Valid s, ExpirySet e) => new Valid(s.Core with
        {
            ExpiresAt = e.ExpiresAt,
            Returned = [],
            IsLeftOut = false,
            ChangedAt = e.At,
        }),
        (Valid s, CertificateEvent.Voided e) => new CertificateState.Voided(
            s.Core with { ChangedAt = e.At }, e.At, e.By)
        { Reason = e.Reason },
        _ => PurchaseRules.Evolve(state, happened),
    };

    public static CertificateCore? CoreOf(CertificateState state) => state switch
    {
        Confirmed s => s.Core,
        Valid s => s.Core,
        Failed s => s.Core,
        CertificateState.Voided s => s.Core,
        _ => null,
    };

    /// <summary>The same state with its core changed.</summary>
    public static CertificateState With(CertificateState state, Func<CertificateCore, CertificateCore> change) =>
        state switch
        {
            Confirmed s => new Confirmed(change(s.Core)),
            Valid s => new Valid(change(s.Core)),
            Failed s => new Failed(change(s.Core)),
            CertificateState.Voided s => s with { Core = change(s.Core) },
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static Decision<CertificateEvent> Decide(Issue issue, ShopSettings settings, DateTimeOffset now)
    {
        if (issue.Amount.Currency != settings.Currency) return Wrong("/amount", "It has the shop's currency.");
        if (issue.Amount.Amount is < 1 or > CertificateLimits.AmountMost
            || issue.Amount.Amount % Currency.Of(settings.Currency).Step != 0)
            return Wrong("/amount", "It is more than nothing, and an amount that can be paid.");
        return ExpiryChoices.End(issue.Expires, now) is { } end
            ? new Issued(now, issue.Number, issue.Owner, issue.Amount, end, issue.By)
            : Wrong("/expires", $"It is one of: {string.Join(", ", ExpiryChoices.All)}.");
    }

    // A repeat has no number: none is drawn for it.
    private static bool IsSame(CertificateCore core, Issue issue) =>
        core.IssuedBy == issue.By && core.Owner == issue.Owner && core.Amount == issue.Amount;

    // Whoever has claimed it before hears yes; to everybody else it says nothing of why not.
    private static Decision<CertificateEvent> Decide(CertificateCore core, Claim claim, DateTimeOffset now)
    {
        if (core.ClaimCheck is not { } check || !ClaimCheck.Same(check, claim.ClaimCheck))
            return new ClaimCheckRefused();
        if (core.Owner == claim.Customer) return Already.Done;
        return core.Owner is null ? new Claimed(now, claim.Customer) : new ClaimCheckRefused();
    }

    private static Decision<CertificateEvent> Decide(CertificateCore core, DateTimeOffset at, DateTimeOffset now) =>
        at == core.ExpiresAt || (at <= now && core.ExpiresAt <= now && core.Returned.IsEmpty)
            ? Already.Done
            : new ExpirySet(now, at);

    private static InvalidValue Wrong(string param, string reason) => new(reason) { Param = param };
}
