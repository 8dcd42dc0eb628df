using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Pricing;
using Commerce.Grains.Stock;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderEvent;
using static Commerce.Grains.Orders.OrderState;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>ORD-18, ORD-19, PRC-12: what an order has added to it, and when.</summary>
public sealed class AddingItems
{
    private static readonly AttemptId One = AttemptId.OfAddition(AdasOrder, "1");

    internal static Spec<OrderState, OrderCommand, OrderEvent, OrderView> Sold =>
        AnOrder.Given(Submitted(FirstTry), Paid).GivenDone(GivenAnOrder.Kept);

    [Fact]
    public void Makes_an_item_of_its_own_and_leaves_the_others_alone()
    {
        var after = Added(Sold.GivenDone(Adding("1", Globe, 2)));
        Assert.Equal(((Placed)Sold.State).Items.AsEnumerable(), after.Items.Take(2));
        var added = after.Items[2];
        Assert.Equal(
            ("3", 2, One, ItemState.ToBeShipped), (added.Id, added.Bought.Quantity, added.AddedBy!.Value, added.State));
        Assert.Equal(Noon, added.AddedAt);
        Assert.Equal(((Placed)Sold.State).Core.Quote, after.Core.Quote);
        var view = OrderViews.Of(AdasOrder, "USD", after);
        Assert.Equal(Bought.Totals.Due + Dollars(2 * 4500), view.Totals.Due);
        Assert.Equal(Bought.Totals.Items + Dollars(2 * 4500), view.Totals.Items);
    }

    [Fact]
    public void Happens_once_for_one_request()
    {
        var after = Sold.GivenDone(Adding("1", Globe));
        after.When(Adding("1", Globe)).ThenNothingNew();
        Assert.Equal(4, Added(after.GivenDone(Adding("2", Globe))).Items.Length);
    }

    [Fact]
    public void Says_to_the_stock_that_its_hold_is_the_orders()
    {
        var after = Sold.GivenDone(Adding("1", Globe));
        var happened = new ItemsAdded(One, Globe.Sku, 1, Dollars(4500), [Added(after).Items[2].Bought], Noon);
        Assert.Equal([new OrderErrand.CommitStock(Globe.Sku, One)], OrderErrands.Of(after.State, happened));
        Assert.Equal(Verdict.Paid, PaymentRules.VerdictOn(after.State, One));
        after.When(new Judge(One)).ThenNothingNew();
        Assert.Equal(Verdict.Paid, PaymentRules.VerdictOn(after.GivenDone(new VoidOrder("no", false)).State, One));
    }

    [Fact]
    public void Never_happens_once_the_order_said_that_it_will_not()
    {
        var judged = Sold.When(new Judge(One)).Then(new AttemptGivenUp(One));
        Assert.Equal(Verdict.Dead, PaymentRules.VerdictOn(judged.State, One));
        judged.When(Adding("1", Globe)).ThenRefused(new AttemptDead(One));
        judged.When(new Judge(One)).ThenNothingNew();
        Assert.Equal(3, Added(judged.GivenDone(Adding("2", Globe))).Items.Length);
    }

    [Fact]
    public void Is_given_up_when_its_hold_is_about_to_end() => Sold
        .When(Adding("1", Globe) with { HeldUntil = Noon.AddSeconds(59) })
        .ThenAnswering(new AttemptDead(One), new AttemptGivenUp(One));

    [Theory]
    [InlineData("Blank", false)]
    [InlineData("InBasket", false)]
    [InlineData("Confirmed", false)]
    [InlineData("Placed, method kept", true)]
    [InlineData("Placed, all shipped", false)]
    [InlineData("Placed, returned", false)]
    [InlineData("Placed, void", false)]
    [InlineData("Expired", false)]
    public void Is_for_orders_of_which_something_is_still_to_leave(string state, bool expected)
    {
        var order = AnOrder with { State = States.Single(one => one.Item1 == state).Item2 };
        if (order.State is Placed) order = order.GivenDone(GivenAnOrder.Kept);
        Assert.Equal(expected, order.When(Adding("1", Globe)).Decision is Decision<OrderEvent>.Accepted);
    }

    [Fact]
    public void Is_for_orders_that_have_shipped_in_part() =>
        Sold.Sent(ShipSome("shipment-1", "1", 1)).GivenDone(Adding("1", Globe));

    [Fact]
    public void Takes_a_payment_method_that_can_be_charged_again()
    {
        var add = Adding("1", Globe);
        AnOrder.Given(Submitted(FirstTry), Paid).When(add).ThenRefused(new NoReusableMethod());
        Sold.Given(new MethodForgotten(FirstTry, Noon)).When(add).ThenRefused(new NoReusableMethod());
        Sold.Sent(ShipSome("shipment-1", "1", 1)).GivenDone(ShipAll with { ShipmentId = "shipment-2" })
            .GivenDone(new LearnCharge("shipment-2", new PaymentFact.Declined("pi_9", "lost_card")))
            .When(add).ThenRefused(new NoReusableMethod());
        var gift = Bought with { Certificates = [new("certificate-1", Noon.AddDays(1), Bought.Totals.Due)] };
        AnOrder.Given(Submitted(FirstTry) with { Quote = gift, Request = null }, Paid with { Fact = null })
            .When(add).ThenRefused(new NoReusableMethod());
    }

    [Fact]
    public void Waits_for_the_payment_that_the_customer_is_making()
    {
        var paying = Sold.GivenDone(new MakeLink("token", null), new PayByLink("token", "pm_card_visa", null, 1));
        paying.When(Adding("1", Globe)).ThenRefused<AttemptUnfinished>();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(99_999_999 - 10_497, true)]
    [InlineData(99_999_999 - 10_496, false)]
    public void Keeps_the_order_within_what_it_may_come_to(long price, bool expected) => Assert.Equal(
        expected, Sold.When(Adding("1", Globe, price: price)).Decision is Decision<OrderEvent>.Accepted);

    [Fact]
    public void Keeps_the_order_within_its_units()
    {
        var many = Enumerable.Range(1, 10).Aggregate(
            Sold, (order, number) => order.GivenDone(Adding($"{number}", Globe, 999, price: 0)));
        Assert.IsType<Decision<OrderEvent>.Accepted>(many.When(Adding("11", Globe, 6, price: 0)).Decision);
        many.When(Adding("11", Globe, 7, price: 0)).ThenRefused(new TooManyUnits(10_000));
    }

    [Fact]
    public void Refuses_what_is_no_quantity_or_no_price()
    {
        Sold.When(Adding("1", Globe, 0)).ThenRefused<QuantityOutOfRange>();
        Sold.When(Adding("1", Globe, 1_000)).ThenRefused<QuantityOutOfRange>();
        Assert.Equal("/unitPrice", Sold.When(Adding("1", Globe, price: -1)).ThenRefused<InvalidValue>().Param);
        Sold.When(Adding("1", Globe, price: 100_000_000)).ThenRefused<InvalidValue>();
        var euros = new AdditionTerms(
            new(Globe, 1, new(new(1, "EUR"), "x")), new(ShippingCosts.Included, []), TaxExempt: false);
        Sold.When(Adding("1", Globe) with { Terms = euros }).ThenRefused<InvalidValue>();
    }

    [Fact]
    public void Has_an_end()
    {
        var tried = Sold.Given(Enumerable.Range(1, OrderLimits.AdditionsMost - 1)
            .Select(number => new AttemptGivenUp(AttemptId.OfAddition(AdasOrder, $"x{number}"))));
        var full = tried.GivenDone(Adding("1", Globe));
        full.When(Adding("2", Globe)).ThenRefused(new TooManyAdditions(OrderLimits.AdditionsMost));
        full.When(Adding("1", Globe)).ThenNothingNew();
    }

    private static Placed Added(Spec<OrderState, OrderCommand, OrderEvent, OrderView> order) => (Placed)order.State;
}
