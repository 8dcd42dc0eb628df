using Commerce.Grains.Kernel;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;

namespace Commerce.Grains.Orders;

/// <summary>Which transactions get a number of their own (PAY-01, GEN-09): pure.</summary>
internal static class TransactionNumbers
{
    /// <summary>How many numbers a decision needs; none where nothing is decided.</summary>
    /// <param name="decision">What a command would come to.</param>
    public static int WantedFor(Decision<OrderEvent>? decision) =>
        decision is Decision<OrderEvent>.Accepted(var events, _) ? events.Sum(WantedFor) : 0;

    /// <summary>The command with the numbers that its decision needs: the last ones are those of payments whose rest
    /// goes back.</summary>
    /// <param name="command">The command.</param>
    /// <param name="decision">What it would come to.</param>
    /// <param name="drawn">As many numbers as it needs.</param>
    public static OrderCommand In(
        OrderCommand command, Decision<OrderEvent>? decision, ImmutableArray<long> drawn)
    {
        if (drawn.IsEmpty) return command;
        var ahead = ((Decision<OrderEvent>.Accepted)decision!).Events.Count(happened => happened is AheadReturned);
        return In(command, drawn[..^ahead]) with { Ahead = drawn[^ahead..] };
    }

    private static OrderCommand In(OrderCommand command, ImmutableArray<long> own) => (own.IsEmpty, command) switch
    {
        (true, _) => command,
        (_, Confirm confirm) => confirm with { Transaction = own[0] },
        (_, Ship ship) => ship with { Transaction = own[0] },
        (_, LearnCharge learn) => learn with { Transaction = own[0] },
        (_, OrderCommand.CollectOwed collect) => collect with { Transaction = own[0] },
        (_, Return returned) => returned with { Transactions = own },
        (_, RepeatRefund repeat) => repeat with { Transaction = own[0] },
        (_, PayByLink pay) => pay with { Transaction = own[0] },
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };

    private static int WantedFor(OrderEvent happened) => happened switch
    {
        CheckoutSubmitted { Request: not null } or ChargeAsked { Request: not null } => 1,
        PaymentOffered or RefundRepeated or AheadReturned => 1,
        ItemsReturned returned => returned.Refund.Parts.Length,
        _ => 0,
    };
}
