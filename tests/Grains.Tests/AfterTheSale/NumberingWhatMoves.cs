using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Tests.AfterTheSale;

/// <summary>PAY-01: what the gateway says may send money back that it took with the promise; that is a transaction with
/// a number of its own.</summary>
public sealed class NumberingWhatMoves
{
    private const string First = "order-ada/1";

    /// <summary>The bank had taken back what was left, and gives it back to the shop.</summary>
    [Fact]
    public async Task Draws_a_number_for_what_goes_back_once_a_dispute_was_won()
    {
        await using var shop = await Opened();
        await shop.Ship("shipment-1", ("1", 1));
        await shop.Return("refund-1", ("1", 1));
        shop.Gateway.Dispute(First, 700);
        await shop.Hear("charge.dispute.created", $"pi_{First}");
        await VoidRest(shop);
        Assert.Single((await shop.Order()).Refunds);
        shop.Gateway.Dispute(First, 0);
        await shop.Hear("charge.dispute.closed", $"pi_{First}");
        await CheckNumbers(shop, 2);
    }

    /// <summary>What failed is for staff to make again; the customer has the rest from their bank.</summary>
    [Fact]
    public async Task Gives_nothing_back_of_what_failed_under_another_name()
    {
        await using var shop = await Opened();
        await shop.Ship("shipment-1", ("1", 1));
        await shop.Return("refund-1", ("1", 1));
        shop.Gateway.Dispute(First, 700);
        await shop.Hear("charge.dispute.created", $"pi_{First}");
        await VoidRest(shop);
        shop.Gateway.Refunded("order-ada/refund-1/1", "failed");
        await shop.Hear("refund.failed", $"pi_{First}", "order-ada/refund-1/1");
        await CheckNumbers(shop, 1);
    }

    private static Task<TimedShop> Opened() =>
        TimedShop.OpenTakingAtOnce(TimedShop.QuoteOf(("A", 1000, 1), ("B", 700, 1)));

    private static async Task VoidRest(TimedShop shop) => Assert.IsType<Outcome<OrderView>.Done>(
        await shop.Ask(order => order.Void(new("sold out", UnshippedOnly: true), Call.System)));

    private static async Task CheckNumbers(TimedShop shop, int refunds)
    {
        var numbers = (await shop.Order()).Refunds.SelectMany(refund => refund.Parts).Select(part => part.Number);
        Assert.Equal(refunds, numbers.Count());
        Assert.DoesNotContain(0, numbers);
        Assert.Distinct(numbers);
    }
}
