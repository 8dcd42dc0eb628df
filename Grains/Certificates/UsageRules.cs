using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Certificates.CertificateEvent;

namespace Commerce.Grains.Certificates;

/// <summary>How orders take a certificate's money and give it back (GC-14..19): pure. What was decided first for an
/// attempt stands.</summary>
internal static class UsageRules
{
    /// <summary>Expiry is tested here and never again. Nothing taken is written down too: a repeat hears the
    /// same.</summary>
    public static Decision<CertificateEvent> Decide(CertificateCore core, Hold hold, DateTimeOffset now)
    {
        if (core.UseOf(hold.Attempt) is not null || core.Owner != hold.Customer) return Already.Done;
        var usable = core.UsableAt(now);
        var taken = hold.Most < usable ? hold.Most : usable;
        return new Held(now, hold.Attempt, taken.IsPositive ? taken : Money.Zero(taken.Currency), hold.Until);
    }

    public static Decision<CertificateEvent> Decide(CertificateCore core, Commit commit, DateTimeOffset now) =>
        core.UseOf(commit.Attempt)?.Status switch
        {
            UsageStatus.Held => new Used(now, commit.Attempt),
            UsageStatus.Used => Already.Done,
            _ => new CertificateHoldUnknown(commit.Attempt),
        };

    public static Decision<CertificateEvent> Decide(
        CertificateCore core, Release release, ShopSettings settings, DateTimeOffset now) =>
        core.UseOf(release.Attempt) switch
        {
            null => new Released(now, release.Attempt, Money.Zero(core.Amount.Currency), null),
            { Status: UsageStatus.Held } use =>
                new Released(now, release.Attempt, use.Amount, UsableUntil(core, use.Amount, settings, now)),
            { Status: UsageStatus.Released } => Already.Done,
            _ => NotAllowed.When(UsageStatus.Used, release),
        };

    /// <summary>Never more than is used; what was asked beyond that is for a person to settle (PRB-04).</summary>
    public static Decision<CertificateEvent> Decide(
        CertificateCore core, Reinstate reinstate, ShopSettings settings, DateTimeOffset now)
    {
        if (reinstate.Part.Length is 0 or > CertificateLimits.PartMost)
            return new InvalidValue($"A part's name is 1 to {CertificateLimits.PartMost} characters.");
        if (!reinstate.Amount.IsPositive) return new InvalidValue("Something is given back, or nothing is to be done.");
        if (core.UseOf(reinstate.Attempt) is not { } use) return new CertificateHoldUnknown(reinstate.Attempt);
        if (use.Back.Any(back => back.Part == reinstate.Part)) return Already.Done;
        var net = use.Net();
        var amount = reinstate.Amount < net ? reinstate.Amount : net;
        return new Reinstated(
            now, reinstate.Attempt, reinstate.Part, amount, reinstate.Amount,
            UsableUntil(core, amount, settings, now));
    }

    public static CertificateCore Evolve(CertificateCore core, CertificateEvent happened)
    {
        var changed = core with { ChangedAt = happened.At };
        return happened switch
        {
            Held e => changed with
            {
                Uses = core.Uses.Add(new(e.Attempt, e.Amount, UsageStatus.Held, e.At, e.Until)),
                Returned = e.At < core.ExpiresAt ? core.Returned : Balance.Less(core.Returned, e.Amount, e.At),
            },
            Used e => changed with { Uses = With(core, e.Attempt, use => use with { Status = UsageStatus.Used }) },
            Released e when core.UseOf(e.Attempt) is null => changed with
            {
                Uses = core.Uses.Add(new(e.Attempt, e.Amount, UsageStatus.Released, e.At, e.At)),
            },
            Released e => Back(changed, e.Amount, e.UsableUntil) with
            {
                Uses = With(core, e.Attempt, use => GivenBack(use, "released", e.Amount, e.At) with
                {
                    Status = UsageStatus.Released,
                }),
            },
            Reinstated e => Back(changed, e.Amount, e.UsableUntil) with
            {
                Uses = With(core, e.Attempt, use => GivenBack(use, e.Part, e.Amount, e.At) with
                {
                    Status = use.Status == UsageStatus.Held ? UsageStatus.Used : use.Status,
                }),
            },
            _ => throw new ImpossibleHistoryException(core, happened),
        };
    }

    // The expiry stays as it is; but the owner had no use of what came back after it.
    private static DateTimeOffset? UsableUntil(
        CertificateCore core, Money amount, ShopSettings settings, DateTimeOffset now) =>
        now >= core.ExpiresAt && amount.IsPositive && settings.ReinstatedDays > 0
            ? now.AddDays(settings.ReinstatedDays)
            : null;

    private static CertificateCore Back(CertificateCore core, Money amount, DateTimeOffset? until) =>
        until is { } end ? core with { Returned = core.Returned.Add(new(amount, end)) } : core;

    private static Usage GivenBack(Usage use, string part, Money amount, DateTimeOffset at) =>
        use with { Back = use.Back.Add(new(part, amount, at)) };

    private static ImmutableArray<Usage> With(CertificateCore core, AttemptId attempt, Func<Usage, Usage> change) =>
        [.. core.Uses.Select(use => use.Attempt == attempt ? change(use) : use)];
}
