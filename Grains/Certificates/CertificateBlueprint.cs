using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Commerce.Grains.Payments;
using static Commerce.Grains.Certificates.CertificateEvent;
using static Commerce.Grains.Certificates.CertificateState;

namespace Commerce.Grains.Certificates;

/// <summary>A gift certificate, put together: rules, view, rows, errands, mails, time.</summary>
internal static class CertificateBlueprint
{
    public static Blueprint<CertificateState, CertificateCommand, CertificateEvent, CertificateView> Of(
        CertificateId id, ShopSettings settings) => new()
        {
            Initial = new Blank(),
            Decide = (state, command, now) => CertificateMachine.Decide(id, settings, state, command, now),
            Evolve = CertificateMachine.Evolve,
            View = (_, state) => CertificateViews.Of(id, state),
            WithoutSecrets = static view => view with { ClaimCheck = null, ClientSecret = null, Letter = null },
            Rows = static (_, state) => CertificateRows.Of(state),
            DueAt = DueOf,
            Questions = (_, state, now) => CertificateErrands.QuestionsOf(id, state, now, settings),
            Errands = (_, state, happened) => CertificateErrands.Of(id, state, happened),
            Outgoing = (_, state, happened) => MailsOf(id, state, happened),
            Problems = (_, state, happened) => ProblemsOf(id, settings, state, happened),
        };

    private static DateTimeOffset? DueOf(CertificateState state)
    {
        if (CertificateMachine.CoreOf(state) is not { } core) return null;
        var held = core.Uses.Where(use => use.Status == UsageStatus.Held).Select(use => (DateTimeOffset?)use.Until);
        return held.Append(state is Confirmed ? core.PaidWith!.AskAt : core.PaidWith?.Trail.AskAt)
            .Append(core.PaidWith?.Return?.AskAt).Min();
    }

    private static ImmutableArray<Outgoing> MailsOf(
        CertificateId id, CertificateState state, CertificateEvent happened)
    {
        var buyer = CertificateMachine.CoreOf(state)?.PaidWith?.BuyerEmail;
        return happened switch
        {
            PaymentAuthorized => [
                CertificateMails.Bought(CertificateViews.Of(id, state), buyer!),
                CertificateMails.Given(CertificateViews.Of(id, state))],
            PaymentRefused { Present: false } => [CertificateMails.NotBought(CertificateViews.Of(id, state), buyer!)],
            _ => [],
        };
    }

    private static ImmutableArray<Problem> ProblemsOf(
        CertificateId id, ShopSettings settings, CertificateState state, CertificateEvent happened) => happened switch
        {
            PaymentSeen or MoneyTaken =>
            [
                .. CertificateMachine.CoreOf(state)!.PaidWith!.Trail
                    .Problems(
                        CertificateMachine.CoreOf(state)!.PaidWith!.GatewayId, id.Value, settings.SettlementTime,
                        happened.At)
                    .Select(told => new Problem(told.Key, told.Text, id.Value)),
            ],
            Reinstated e when e.Asked > e.Amount => [new(
                $"{id}/reinstated-beyond-use/{e.Attempt}/{e.Part}",
                $"{id}: {e.Asked} were to be given back for {e.Attempt} ({e.Part}), but only {e.Amount} of what it "
                    + "used was left. Give the rest back by other means.",
                e.Attempt.Order.Value)],
            LeftOut e => [new(
                $"{id}/left-out",
                $"{id} is {e.Owner}'s, whose account has no room for it: it is in no balance. Void one that they do "
                    + "not need, then set the expiry of this one.",
                id.Value)],
            StrayMoneyFound e => [new(
                $"payment/{e.GatewayId}/stray",
                $"{e.Amount} on the payment of {id}, which had failed: it is being cancelled or given back.",
                id.Value)],
            MoneyStays e => [new(
                $"payment/{id}/stays",
                $"The gateway does not let the money of {id} go ({e.Why}): it is told on. Cancel or refund "
                    + $"{CertificateMachine.CoreOf(state)!.PaidWith!.GatewayId} there.",
                id.Value)],
            ReturnGivenUp e => [new(
                $"payment/{id}/not-given-back", MoneyReturns.TextOf(id.Value, e.Last), id.Value)],
            PaymentRefused { OurFault: true } e when e.Reason != PurchaseRules.Absent => [new(
                $"{id}/rejected",
                $"The gateway rejected what the shop asked for {id} ({e.Reason}). No money moved; mend what is wrong "
                    + "with the request or the gateway's account.",
                id.Value)],
            PaymentSilent e => [new(
                $"payment/{id}/silent",
                $"The gateway does not say what became of the payment of {id} ({e.Why}): it is asked on.",
                id.Value)],
            MoneyLost e => [new(
                $"{id}/money-lost",
                $"{id} is valid, but its payment of {CertificateMachine.CoreOf(state)!.Amount} is '{e.Why}' at the "
                    + "gateway and was not taken. Void the certificate or ask its buyer.",
                id.Value)],
            _ => [],
        };
}
