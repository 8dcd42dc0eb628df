using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Kit;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Books;

/// <summary>Keeps books of its own: what the gateway moved and what the certificates gave, against what the goods came
/// to. It uses none of the shop's money functions.</summary>
internal sealed class Bookkeeper(MoneyCourse course)
{
    private int Step => Currency.Of(course.Purchase.Settings.Currency).Step;

    /// <summary>What holds at any time.</summary>
    public void Check()
    {
        if (course.State is not OrderState.Blank) Assert.Empty(MemoryAudit.OfOrder(AdasOrder, course.State));
        Assert.All(course.Gateway.Conflicts, key => Assert.Fail($"{key} was sent with two requests."));
        StoredAmounts.Check(JsonElement.Parse(KernelText.Of(course.State)), Step);
        foreach (var one in course.Purchase.Purse)
        {
            Assert.InRange(one.Core.Left().Amount, 0, one.Core.Amount.Amount);
            Assert.All(one.Core.Uses, use => Assert.InRange(use.Net().Amount, 0, use.Amount.Amount));
        }

        if (course.State is not OrderState.Placed order) return;
        foreach (var payment in course.Gateway.Books)
        {
            Assert.InRange(payment.Refunded, 0, payment.Captured);
            Assert.InRange(payment.Captured, 0, payment.Amount);
        }

        Assert.All(order.Items, item => Assert.InRange(item.Back.Total, 0, Total(item)));
        Assert.InRange(order.BaseBack, 0, order.Core.Quote.BaseShipping.Amount);
        Assert.InRange(order.BaseTaxBack, 0, order.Core.Quote.BaseShippingTax.Amount);
    }

    /// <summary>What holds when nothing is under way: both sides have moved the same money.</summary>
    public void CheckAtRest()
    {
        Check();
        if (course.State is not OrderState.Placed order)
        {
            Assert.DoesNotContain(course.Gateway.Books, payment => payment.HoldsMoney);
            Assert.All(course.Purchase.Purse, one => Assert.Equal(one.Core.Amount, one.Core.Left()));
            return;
        }

        foreach (var payment in course.Gateway.Books)
        {
            var ours = order.Core.PaymentOf(AttemptId.Of(payment.Attempt))!;
            if (ours.Status == PaymentStatus.Ended) Assert.False(payment.HoldsMoney, payment.ToString());
            else Assert.Equal((payment.Captured, payment.Refunded), (ours.Captured, ours.Refunded));
        }

        foreach (var use in order.Certificates)
            Assert.Equal(use.Used - use.Reinstated, course.Purchase.Of(use.Certificate).NetOf(AdasOrder));
        Assert.Equal(Wanted(order), Moved());
        if (!course.Happened.OfType<OrderEvent.RefundFailed>().Any(failed => failed.Reason != "amount_invalid"))
            Assert.Equal(0, course.Gateway.Rejections);
        CheckWhole(order);
    }

    private long Moved() => course.Gateway.Books.Sum(payment => payment.Captured - payment.Refunded);

    // What left and stayed away, as far as the card pays it.
    private static long Wanted(OrderState.Placed order)
    {
        var left = order.Shipments.Where(shipment => shipment.Status == ShipmentStatus.Shipped).ToList();
        var gone = order.Items.Where(HasLeft).Sum(Total)
            + left.Count(shipment => shipment.CarriesBase)
            * (order.Core.Quote.BaseShipping.Amount + order.Core.Quote.BaseShippingTax.Amount);
        var back = order.Items.Sum(item => item.Back.Price + item.Back.Shipping + item.Back.PriceTax
            + item.Back.ShippingTax) + order.BaseBack + order.BaseTaxBack;
        var gift = left.Sum(shipment => shipment.Certificates) - order.Refunds.Sum(refund => refund.CertificatesBack);
        var unpaid = left.Sum(shipment => shipment.Uncollected.Amount + shipment.Owed)
            - order.Refunds.Sum(refund => refund.UncollectedBack);
        var stuck = order.Refunds.SelectMany(refund => refund.Parts)
            .Where(part => part is { Status: RefundStatus.Failed, RepeatedBy: null }).Sum(part => part.Amount.Amount);
        return gone - back - gift - unpaid + stuck + Idle(order);
    }

    // What the gateway took at once, and waits for a shipment.
    private static long Idle(OrderState.Placed order) =>
        order.Core.Payments.Where(payment => payment.Status == PaymentStatus.Authorized).Sum(payment => payment.Ahead)
        - order.Charges.Where(charge => charge.Ahead).Sum(charge => charge.Amount)
        - order.Refunds.Where(refund => refund.AheadOf is not null).Sum(refund => refund.Parts[0].Amount.Amount);

    // Once nothing is left to ship, card and certificates together paid exactly for what is not void and not back.
    private void CheckWhole(OrderState.Placed order)
    {
        if (order.Items.Any(item => item.State == ItemState.ToBeShipped)) return;
        if (order.Shipments.Any(shipment => shipment.Uncollected.Amount > 0)) return;
        if (order.Refunds.SelectMany(refund => refund.Parts).Any(part => part.Status == RefundStatus.Failed)) return;
        var rest = order.Items.Where(item => item.State != ItemState.Void).ToList();
        var own = order.Shipments.Any(shipment => shipment is { Status: ShipmentStatus.Shipped, CarriesBase: true })
            ? order.Core.Quote.BaseShipping.Amount + order.Core.Quote.BaseShippingTax.Amount - order.BaseBack
                - order.BaseTaxBack
            : 0;
        var due = rest.Sum(Total) - rest.Sum(item => item.Back.Total) + own;
        Assert.Equal(due, Moved() - Idle(order) + course.Purchase.Purse.Sum(one => one.NetOf(AdasOrder)));
        // What no shipment wanted went back, but for what the customer's bank took.
        Assert.InRange(Idle(order), 0, order.Core.Payments.Sum(payment => payment.Disputed));
    }

    private static bool HasLeft(OrderItem item) =>
        item.State is ItemState.Shipped or ItemState.Arrived or ItemState.ReceivedBack;

    private static long Total(OrderItem item) => item.Bought.Quantity * (item.Bought.UnitPrice.Amount
        + item.Bought.UnitShipping.Amount + item.Bought.UnitPriceTax.Amount + item.Bought.UnitShippingTax.Amount);
}
