using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Silo.Reconciling;

/// <summary>What two books say differently of one refund: pure. A refund that only the gateway has shows in the amounts
/// of its payment.</summary>
internal static class RefundComparison
{
    public const string UnknownThere = "refund-unknown-there";
    public const string Differs = "refund-differs";

    /// <summary>Whether there is anything to compare yet.</summary>
    /// <param name="here">The shop's book.</param>
    public static bool IsComparable(KnownRefund here) => here.Status != "under_way";

    /// <summary>What differs; null: nothing.</summary>
    /// <param name="there">What the gateway says of it.</param>
    /// <param name="here">The shop's book.</param>
    public static MoneyDifference? Of(RefundFact there, KnownRefund here)
    {
        if (!IsComparable(here)) return null;
        var isHere = here.Status is "made" or "settled";
        return there switch
        {
            RefundFact.Made fact when !isHere || fact.Amount != new Money(here.Amount, here.Currency) =>
                new(here.PaymentId, Differs, here.EntityId, $"{Book(here)}; the gateway made {fact.RefundId} over "
                    + $"{fact.Amount}.", AskAgain(here)),
            RefundFact.Failed fact when isHere => new(
                here.PaymentId, Differs, here.EntityId, $"{Book(here)}; at the gateway it failed ({fact.Reason}).",
                AskAgain(here)),
            RefundFact.Absent when isHere => new(
                here.PaymentId, UnknownThere, here.EntityId, $"{Book(here)}; the gateway knows no such refund.",
                AskAgain(here)),
            _ => null,
        };
    }

    private static string Book(KnownRefund here) =>
        $"Here the refund {here.Reference} over {new Money(here.Amount, here.Currency)} is {here.Status}";

    private static string AskAgain(KnownRefund here) =>
        $$"""POST /v1/admin/reconciliations {"payment":"{{here.PaymentId}}"}""";
}
