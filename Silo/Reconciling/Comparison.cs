using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Silo.Reconciling;

/// <summary>What two books say differently of one payment: pure. Whatever the gateway does not say for sure, and
/// whatever is under way here, is no difference yet.</summary>
internal static class Comparison
{
    public const string UnknownHere = "unknown-here";
    public const string UnknownThere = "unknown-there";
    public const string Differs = "differs";
    public const string Unreadable = "unreadable";

    // Whoever they are for still asks the gateway about these.
    private static readonly ImmutableArray<string> UnderWay = ["confirmed", "action_required", "cancelling"];

    // No money is owed on these.
    private static readonly ImmutableArray<string> Over = ["declined", "dead", "cancelled", "lapsed", "failed"];

    /// <summary>What differs; null: nothing.</summary>
    /// <param name="there">The gateway's book.</param>
    /// <param name="here">The shop's book; null: it has no such payment.</param>
    public static MoneyDifference? Of(GatewayPayment there, KnownPayment? here)
    {
        if (there.Fact is PaymentFact.Unknown { Unreadable: true }) return Strange(there, here);
        if (there.Fact is PaymentFact.Unknown or PaymentFact.Rejected) return null;
        if (here is null) return Foreign(there, there.Reference);
        if (here.GatewayId is { } known && known != there.PaymentId) return Foreign(there, here.Payment);
        if (here.Moving || UnderWay.Contains(here.Status)) return null;
        return there.Fact switch
        {
            PaymentFact.Absent => new(
                there.PaymentId, UnknownThere, here.EntityId, $"{Book(here)}; the gateway knows no such payment.",
                AskAgain(there.PaymentId)),
            PaymentFact.Approved fact => OfMoney(fact, here),
            _ when IsOwed(here) => new(
                there.PaymentId, Differs, here.EntityId, $"{Book(here)}; the gateway holds no money for it.",
                AskAgain(there.PaymentId)),
            _ => null,
        };
    }

    private static MoneyDifference? OfMoney(PaymentFact.Approved fact, KnownPayment here)
    {
        var isSame = fact.Amount == new Money(here.Amount, here.Currency)
            && fact.Captured.Amount == here.Captured
            && fact.Refunded.Amount == here.Refunded
            && fact.Disputed == here.Disputed
            && !(fact.Open && !IsOwed(here));
        return isSame
            ? null
            : new(
                fact.PaymentId, Differs, here.EntityId, $"{Book(here)}; {Book(fact)}.", ActionOf(fact, here));
    }

    private static MoneyDifference Strange(GatewayPayment there, KnownPayment? here) => new(
        there.PaymentId,
        Unreadable,
        here?.EntityId ?? there.Reference?.Split('/')[0],
        $"{(here is null ? "The shop's book has no such payment" : Book(here))}; what the gateway says of it cannot be "
            + "read, so it was not compared.",
        AskAgain(there.PaymentId));

    // Without money on it, it concerns nobody.
    private static MoneyDifference? Foreign(GatewayPayment there, string? reference)
    {
        if (there.Fact is not PaymentFact.Approved fact || (!fact.Open && fact.Captured <= fact.Refunded)) return null;
        return new(
            there.PaymentId,
            UnknownHere,
            reference?.Split('/')[0],
            $"{Book(fact)}, for {reference ?? "nothing that it names"}; the shop's book has no such payment.",
            fact.Open ? Cancel(fact.PaymentId) : GiveBack(fact.PaymentId, fact.Captured - fact.Refunded));
    }

    private static string ActionOf(PaymentFact.Approved fact, KnownPayment here)
    {
        if (fact.Open && !IsOwed(here)) return Cancel(fact.PaymentId);
        var kept = fact.Captured.Amount - fact.Refunded.Amount;
        var owed = here.Captured - here.Refunded;
        return kept > owed
            ? GiveBack(fact.PaymentId, new(kept - owed, fact.Amount.Currency))
            : AskAgain(fact.PaymentId);
    }

    private static bool IsOwed(KnownPayment here) => !Over.Contains(here.Status);

    private static string Book(KnownPayment here) =>
        $"Here {here.Payment} is {here.Status}: {new Money(here.Amount, here.Currency)}, of it "
        + $"{new Money(here.Captured, here.Currency)} taken and {new Money(here.Refunded, here.Currency)} given back";

    private static string Book(PaymentFact.Approved fact) =>
        $"at the gateway {fact.PaymentId} is {(fact.Open ? "open" : "over")}: {fact.Amount}, of it {fact.Captured} "
        + $"taken and {fact.Refunded} given back";

    private static string AskAgain(string paymentId) =>
        $$"""POST /v1/admin/reconciliations {"payment":"{{paymentId}}"}""";

    private static string Cancel(string paymentId) => $"POST /v1/payment_intents/{paymentId}/cancel at the gateway";

    private static string GiveBack(string paymentId, Money amount) =>
        $"POST /v1/refunds payment_intent={paymentId} over {amount} at the gateway";
}
