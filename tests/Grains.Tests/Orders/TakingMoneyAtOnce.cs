using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>A gateway takes the money with the promise itself: 200 <c>succeeded</c> is an authorisation too.</summary>
public sealed class TakingMoneyAtOnce
{
    private static readonly long Total = Bought.Totals.Due.Amount;

    private static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Paid =>
        AnOrder.Given(Submitted(FirstTry)).GivenDone(Told(PaidAtOnce.Fact!)).GivenDone(Kept);

    [Fact]
    public void Pays_the_next_shipments_without_asking_the_gateway()
    {
        var first = Paid.GivenDone(ShipSome("shipment-1", "1", 2));
        Assert.Null(ChargeRules.InquiryOf(first.State, "shipment-1"));
        var all = first.GivenDone(ShipAll with { ShipmentId = "shipment-2" });
        Assert.Null(ChargeRules.InquiryOf(all.State, "shipment-2"));
        Assert.Equal("fulfilled", OrderStatus.Of(all.State));
        var order = Sound(all);
        Assert.Equal((Total, 0, Total), (order.Core.Last.Captured, order.Core.Last.Refunded, order.Core.Last.Ahead));
        Assert.Single(order.Core.Payments);
        Assert.Empty(order.Refunds);
        Assert.Equal([FirstTry, FirstTry], order.Shipments.Select(shipment => shipment.PaidBy));
    }

    [Fact]
    public void Gives_back_what_nothing_is_left_for()
    {
        var after = Paid.GivenDone(ShipSome("shipment-1", "1", 2))
            .GivenDone(new VoidOrder("sold out", true));
        var order = Sound(after);
        var refund = Assert.Single(order.Refunds);
        var part = Assert.Single(refund.Parts);
        Assert.Equal(
            ("order-ada/refund-ada-ahead-1/1", "pi_1", Dollars(Total - 3998), (DateTimeOffset?)Noon),
            (part.Reference, part.PaymentId, part.Amount, part.AskAt));
        Assert.Equal(part.Amount, OrderViews.Of(AdasOrder, "USD", order).Refunds[0].Total);
        Assert.Contains(
            new OrderErrand.AskRefund(AdasOrder, refund.Id, part.Reference),
            AnOrder.Blueprint.Questions(AdasOrder.Value, order, Noon));

        var made = after.GivenDone(new LearnRefund(
            refund.Id, part.Reference, new RefundFact.Made("re_1", "pi_1", part.Amount, true)));
        Assert.Equal(Total - 3998, Sound(made).Core.Last.Refunded);
        made.When(new VoidOrder("sold out", true)).ThenNothingNew();
    }

    [Fact]
    public void Gives_everything_back_when_nothing_left()
    {
        var after = Paid.GivenDone(new VoidOrder("sold out", false));
        var order = Sound(after);
        Assert.Equal(PaymentStatus.Ending, order.Core.Last.Status);
        Assert.Empty(order.Refunds);
        var refunded = Approved(Bought) with { Captured = Bought.Totals.Due, Refunded = Bought.Totals.Due };
        after.When(new Settle(FirstTry, refunded)).Then(new MoneyReturned(FirstTry, "refunded", Total, Noon));
    }

    [Fact]
    public void Charges_anew_what_it_is_too_little_for_and_gives_it_back_when_all_has_left()
    {
        var more = Paid.GivenDone(Adding("1", Atlas));
        var asked = more.GivenDone(ShipAll);
        var inquiry = ChargeRules.InquiryOf(asked.State, "shipment-1")!;
        Assert.Equal((null, Total + 1999), (inquiry.Capture, inquiry.Request.Amount.Amount));
        var order = Sound(asked.GivenDone(new LearnCharge("shipment-1", Taken(inquiry))));
        Assert.Equal(Total, Assert.Single(order.Refunds).Parts[0].Amount.Amount);
    }

    [Fact]
    public void Never_gives_back_for_goods_what_no_shipment_has_used()
    {
        // The first item left unpaid; what was taken at once is the second one's, and stays so.
        var more = Paid.GivenDone(Adding("1", Atlas, 9));
        var added = ((OrderState.Placed)more.State).Items[^1].Id;
        var asked = more.GivenDone(ShipSome("shipment-1", added, 9));
        var unpaid = asked.GivenDone(new LearnCharge("shipment-1", new PaymentFact.Declined("pi_9", "lost_card")))
            .GivenDone(new ReleaseShipment("shipment-1", "a good customer"));
        var left = ((OrderState.Placed)unpaid.State).Items.First(item => item.ShipmentId == "shipment-1");
        var order = Sound(unpaid.GivenDone(Back with { Items = [new(left.Id, null)] }));
        var refund = Assert.Single(order.Refunds);
        Assert.Empty(refund.Parts);
        Assert.Equal(9 * 1999, refund.UncollectedBack);
    }

    /// <summary>PAY-01: each payment whose rest goes back has a transaction, and a number, of its own.</summary>
    [Fact]
    public async Task Numbers_what_goes_back_of_each_payment()
    {
        var more = Paid.GivenDone(Adding("1", Atlas)).GivenDone(new MakeLink("token", null))
            .GivenDone(new PayByLink("token", "pm_card_visa", null, 4000005));
        var request = OrderMachine.CoreOf(more.State)!.Last.Request!;
        var twice = more.GivenDone(new Learn(
            OrderMachine.CoreOf(more.State)!.Last.Attempt,
            new PaymentFact.Approved("pi_2", request.Amount, request.Amount, Dollars(0), true, Visa, null), true))
            .GivenDone(ShipSome("shipment-1", "1", 1));
        var decision = Assert.IsType<Decision<OrderEvent>.Accepted>(
            twice.When(new VoidOrder("sold out", true)).Decision);
        Assert.Equal(2, decision.Events.Count(TransactionNumbers.IsToBeNumbered));
        var next = 4000007L;
        List<OrderEvent> numbered = [];
        foreach (var happened in decision.Events)
            numbered.Add(await TransactionNumbers.On(happened, _ => Task.FromResult(next++)));
        var order = Sound(twice.Given([.. numbered]));
        Assert.Equal([4000007, 4000008], order.Refunds.SelectMany(refund => refund.Parts).Select(part => part.Number));
        Assert.DoesNotContain(numbered, TransactionNumbers.IsToBeNumbered);
    }

    [Fact]
    public void Gives_back_less_what_the_bank_took_back_already()
    {
        var disputed = PaidAtOnce.Fact! with { Disputed = Total - 100 };
        var after = Paid.GivenDone(ShipSome("shipment-1", "1", 1))
            .GivenDone(new LearnPayment(FirstTry, disputed))
            .GivenDone(new VoidOrder("sold out", true));
        Assert.Equal(100, Assert.Single(((OrderState.Placed)after.State).Refunds).Parts[0].Amount.Amount);
    }

    /// <summary>PAY-21: the dispute was lost by the customer's bank. Each return has a name of its own.</summary>
    [Fact]
    public void Gives_back_later_what_the_bank_gave_back_to_the_shop()
    {
        var disputed = PaidAtOnce.Fact! with { Disputed = Total - 100 };
        var back = Paid.GivenDone(new LearnPayment(FirstTry, disputed), ShipSome("shipment-1", "1", 1))
            .GivenDone(new VoidOrder("sold out", true));
        var won = back.GivenDone(new LearnPayment(FirstTry, disputed with { Disputed = 0 }));
        Assert.Equal(
            [("refund-ada-ahead-1", 100L), ("refund-ada-ahead-1-2", Total - 1999 - 100)],
            Sound(won).Refunds.Select(refund => (refund.Id, refund.Parts[0].Amount.Amount)));
        var heard = back.When(new LearnPayment(FirstTry, disputed with { Disputed = 0 }));
        Assert.Single(Assert.IsType<Decision<OrderEvent>.Accepted>(heard.Decision).Events,
            TransactionNumbers.IsToBeNumbered);
    }

    /// <summary>Staff make it again (PRB-04).</summary>
    [Fact]
    public void Does_not_give_back_by_itself_what_failed_to_arrive()
    {
        var disputed = PaidAtOnce.Fact! with { Disputed = 5000 };
        var back = Paid.GivenDone(new LearnPayment(FirstTry, disputed), ShipSome("shipment-1", "1", 1))
            .GivenDone(new VoidOrder("sold out", true));
        var refund = Assert.Single(Sound(back).Refunds);
        var failed = back.GivenDone(new LearnRefund(
            refund.Id, refund.Parts[0].Reference, new RefundFact.Failed("re_1", "pi_1", "lost")));
        Assert.Equal(Total - 5000, refund.Parts[0].Amount.Amount);
        Assert.Single(Sound(failed).Refunds);
        var again = failed.GivenDone(new RepeatRefund(refund.Id, refund.Parts[0].Reference, 4000010));
        Assert.Equal(2, Assert.Single(Sound(again).Refunds).Parts.Length);
    }

    [Fact]
    public void Pays_what_left_by_itself_in_the_same_write()
    {
        var quote = QuoteOf((Course, 1), (Atlas, 1));
        var taken = Approved(quote) with { Captured = quote.Totals.Due, Open = false };
        var after = AnOrder.Given(Submitted(FirstTry) with
        {
            Quote = quote,
            Request = Asking(FirstTry) with { Amount = quote.Totals.Due },
        }).GivenDone(Told(taken));
        var order = Sound(after);
        Assert.Equal((0, FirstTry), (order.Shipments[0].Owed, order.Shipments[0].PaidBy));
    }

    [Fact]
    public void Leaves_nothing_to_ask_the_customer_for()
    {
        Paid.When(new MakeLink("token", null)).ThenRefused(new NothingToCharge());
        var link = Paid.GivenDone(Adding("1", Atlas)).GivenDone(new MakeLink("token", null))
            .GivenDone(new PayByLink("token", "pm_card_visa", null, 4000005));
        var payment = OrderMachine.CoreOf(link.State)!.Last;
        var paid = link.GivenDone(new Learn(
            payment.Attempt,
            new PaymentFact.Approved(
                "pi_2", payment.Request!.Amount, payment.Request.Amount, Dollars(0), true, Visa, null),
            true));
        Assert.Equal(Total + 1999, Sound(paid).Core.Last.Captured);
        var shipped = Sound(paid.GivenDone(ShipAll));
        Assert.Equal("fulfilled", OrderStatus.Of(shipped));
        Assert.Equal(Total, Assert.Single(shipped.Refunds).Parts[0].Amount.Amount);
    }

    private static OrderState.Placed Sound(Spec<OrderState, OrderCommand, OrderEvent, OrderView> order)
    {
        Assert.Empty(MemoryAudit.OfOrder(AdasOrder, order.State));
        return (OrderState.Placed)order.State;
    }
}
