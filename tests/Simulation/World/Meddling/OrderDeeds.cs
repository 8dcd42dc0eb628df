using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;

namespace Commerce.Simulation.World.Meddling;

/// <summary>What is asked and told of orders, whatever has become of them. The gateway's words are about attempts that
/// nobody made.</summary>
internal static class OrderDeeds
{
    private static readonly Money Some = new(1_000, "USD");

    private static readonly PaymentFact[] Facts =
    [
        new PaymentFact.Approved(
            "pi_stranger", Some, Money.Zero("USD"), Money.Zero("USD"), true, new("visa", "4242", 12, 2029), null),
        new PaymentFact.Declined("pi_stranger", "generic_decline"),
        new PaymentFact.Unknown("timeout"),
        new PaymentFact.ActionNeeded("pi_stranger", "secret"),
    ];

    private static readonly AdditionTerms More = new(
        new(
            new(
                new("SKU-MORE"), ProductId.Of("product-more"), 1, "More", "", Some, null, SoftGood: false,
                Tracked: false, Active: true, AvailableAt: null),
            1),
        new(ShippingCosts.Included, []),
        TaxExempt: false);

    public static ImmutableArray<Deed> All { get; } =
    [
        (who, grains, call) => Tell(who, id => Order(grains, id).Learn(
            new(Meddler.StrangerOf(id), who.Chance.Of(Facts), Present: false), call)),
        (who, grains, call) => Tell(who, id => Order(grains, id).Learn(
            new(Meddler.StrangerOf(id), who.Chance.Of(Facts), Present: true), call)),
        (who, grains, _) => Tell(who, id => Order(grains, id).AskCancel(
            new(Meddler.StrangerOf(id), "pi_stranger"))),
        (who, grains, _) => Tell(who, id => Books(grains, id).LearnPayment(
            new(Meddler.StrangerOf(id), who.Chance.Of(Facts)))),
        (who, grains, _) => Tell(who, id => Order(grains, id).Settle(
            new(Meddler.StrangerOf(id), new PaymentFact.Cancelled("pi_stranger")))),
        (who, grains, call) => Tell(who, id => Books(grains, id).LearnCharge(
            new("shipment-none", Facts[1]), call)),
        (who, grains, _) => Tell(who, id => Books(grains, id).LearnRefund(
            new("refund-none", $"{id}/refund-none/1", new RefundFact.Absent()))),
        (who, grains, _) => Tell(who, id => Books(grains, id).ForgetMethod(new(Meddler.StrangerOf(id)))),
        (who, grains, _) => Tell(who, id => Order(grains, id).Verdict(Meddler.StrangerOf(id))),
        (who, grains, call) => Tell(who, id => Order(grains, id).Abandon(call)),
        ConfirmAgain,
        (who, grains, call) => Tell(who, id => Desk(grains).Ship(
            id, new("shipment-" + who.Town.Ids.Next(), [], null, null, null), call)),
        (who, grains, call) => Tell(who, id => Order(grains, id).Ship(
            new("shipment-" + who.Town.Ids.Next(), [new("none", 1)], null, null, null), call)),
        (who, grains, call) => Tell(who, id => Books(grains, id).Release(new("shipment-none", "a mistake"), call)),
        (who, grains, call) => Tell(who, id => Books(grains, id).Abort(new("shipment-none", "a mistake"), call)),
        (who, grains, _) => Tell(who, id => Books(grains, id).CollectOwed()),
        (who, grains, call) => Tell(who, id => Books(grains, id).Return(
            new("refund-" + who.Town.Ids.Next(), [new("none", 1)], null, "a mistake", null, true, [1]), call)),
        (who, grains, call) => Tell(who, id => Desk(grains).Return(
            id, new("refund-" + who.Town.Ids.Next(), [new("1", 1)], null, "too small", null, true, []), call)),
        (who, grains, call) => Tell(who, id => Books(grains, id).RepeatRefund(
            new("refund-none", $"{id}/refund-none/1", 1), call)),
        (who, grains, call) => Tell(who, id => Order(grains, id).Void(
            new("a mistake", who.Chance.Percent(50)) { Items = [new("none", 1)] }, call)),
        VoidSometimes,
        (who, grains, call) => Tell(who, id => Staff(grains, id).Comment(new($"Call {who.Chance.Below(9)}."), call)),
        (who, grains, call) => Tell(who, id => Staff(grains, id).ChangeAddress(
            new(new("Ada", $"{who.Chance.Below(99)} Row", null, "City", "NY", "10001", "US", null)), call)),
        Correct,
        (who, grains, call) => Tell(who, id => grains.GetGrain<IPaymentLinkGrain>("link").Send(id, call)),
        (who, grains, call) => Tell(who, id => grains.GetGrain<IPaymentLinkGrain>("link").Pay(
            id, new("no such link", "pm_card_visa", null), call)),
        (who, grains, _) => Tell(who, id => Order(grains, id).ReportLost(
            new(Meddler.StrangerOf(id), new("SKU-00"), "unknown"))),
        (who, grains, _) => Tell(who, id => Order(grains, id).Verdict(AttemptId.OfAddition(id, "none"))),
        (who, grains, _) => Tell(who, id => Books(grains, id).ReportCertificate(new("certificate-none", "unknown"))),
        (who, grains, call) => Tell(who, id => grains.GetGrain<IAdditionGrain>("addition").Add(
            new(AttemptId.OfAddition(id, who.Town.Ids.Next()), new("SKU-01"), 1, null), call)),
        AddTooLate,
        LapseLate,
    ];

    private static Task Tell(Meddler who, Func<OrderId, Task> tell) => tell(who.Order());

    // What was confirmed once comes again; and of an order that will never be open again, a try that nobody made.
    private static async Task ConfirmAgain(Meddler who, IGrainFactory grains, Call call)
    {
        if (who.Names.Confirms is not { Count: > 0 } some) return;
        var (old, id) = (who.Chance.Of(some), who.Order());
        if (!await IsPlaced(grains, id)) await Order(grains, old.Attempt.Order).Confirm(old, call);
        else await Order(grains, id).Confirm(old with { Attempt = Meddler.StrangerOf(id), Request = null }, call);
    }

    private static Task VoidSometimes(Meddler who, IGrainFactory grains, Call call) => who.Chance.Percent(20)
        ? Tell(who, id => Order(grains, id).Void(new("sold out", who.Chance.Percent(50)), call))
        : Task.CompletedTask;

    private static async Task Correct(Meddler who, IGrainFactory grains, Call call)
    {
        var id = who.Order();
        var shipment = await Order(grains, id).View() is Outcome<OrderView>.Done({ Shipments: [var first, ..] }, _)
            ? first.Id
            : "shipment-none";
        await Staff(grains, id).CorrectTracking(new(shipment, "FedEx", $"{who.Chance.Below(99)}"), call);
    }

    // Past the desk, which asks first; what was held for it is held no more, so no order takes it.
    private static Task AddTooLate(Meddler who, IGrainFactory grains, Call call) => Tell(who, id =>
        Staff(grains, id).AddItems(
            new(AttemptId.OfAddition(id, who.Town.Ids.Next()), More, DateTimeOffset.UnixEpoch), call));

    // An order that is placed, expired or being paid for hears late that its cart lapsed: none of them heeds it.
    private static async Task LapseLate(Meddler who, IGrainFactory grains, Call call)
    {
        var id = who.Order();
        if (await StatusOf(grains, id) is not (null or "in_basket")) await Order(grains, id).Lapse();
    }

    private static async Task<bool> IsPlaced(IGrainFactory grains, OrderId id) =>
        await StatusOf(grains, id) is not (null or "in_basket" or "confirmed");

    private static async Task<string?> StatusOf(IGrainFactory grains, OrderId id) =>
        await Order(grains, id).View() is Outcome<OrderView>.Done({ Status: var status }, _) ? status : null;

    private static IOrderGrain Order(IGrainFactory grains, OrderId id) => grains.GetGrain<IOrderGrain>(id.Value);

    private static IOrderMoneyGrain Books(IGrainFactory grains, OrderId id) =>
        grains.GetGrain<IOrderMoneyGrain>(id.Value);

    private static IOrderStaffGrain Staff(IGrainFactory grains, OrderId id) =>
        grains.GetGrain<IOrderStaffGrain>(id.Value);

    private static IOrderDeskGrain Desk(IGrainFactory grains) => grains.GetGrain<IOrderDeskGrain>("order-desk");
}
