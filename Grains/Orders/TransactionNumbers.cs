using Commerce.Grains.Numbers;
using static Commerce.Grains.Orders.OrderEvent;

namespace Commerce.Grains.Orders;

/// <summary>What of an order's history has a number of its own (PAY-01, GEN-09). A number that the command brought
/// stays.</summary>
internal static class TransactionNumbers
{
    /// <summary>Whether a number is still to be drawn for it.</summary>
    public static bool IsToBeNumbered(OrderEvent decided) => decided switch
    {
        CheckoutSubmitted e => e.Number == 0 || e is { Request: not null, Transaction: 0 },
        ChargeAsked e => e is { Request: not null, Number: 0 },
        PaymentOffered e => e.Number == 0,
        RefundRepeated e => e.Part.Number == 0,
        AheadReturned e => e.Part.Number == 0,
        ItemsReturned e => e.Refund.Parts.Any(part => part.Number == 0),
        _ => false,
    };

    /// <summary>The same with its numbers. The order's own is drawn once: its next attempts keep it.</summary>
    public static async Task<OrderEvent> On(OrderEvent decided, Func<NumberKind, Task<long>> draw)
    {
        if (!IsToBeNumbered(decided)) return decided;
        return decided switch
        {
            CheckoutSubmitted e => e with
            {
                Number = e.Number == 0 ? await draw(NumberKind.Order) : e.Number,
                Transaction = e.Request is null ? 0 : await Next(e.Transaction),
            },
            ChargeAsked e => e with { Number = await Next(0) },
            PaymentOffered e => e with { Number = await Next(0) },
            RefundRepeated e => e with { Part = e.Part with { Number = await Next(0) } },
            AheadReturned e => e with { Part = e.Part with { Number = await Next(0) } },
            ItemsReturned e => e with { Refund = e.Refund with { Parts = await OnParts(e.Refund.Parts) } },
            _ => throw new System.Diagnostics.UnreachableException(decided.GetType().Name),
        };

        async Task<long> Next(long brought) =>
            brought == 0 ? await draw(NumberKind.Transaction) : brought;

        async Task<ImmutableArray<RefundPart>> OnParts(ImmutableArray<RefundPart> parts)
        {
            var numbered = ImmutableArray.CreateBuilder<RefundPart>(parts.Length);
            foreach (var part in parts) numbered.Add(part with { Number = await Next(part.Number) });
            return numbered.MoveToImmutable();
        }
    }
}
