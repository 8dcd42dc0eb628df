using System.Numerics;
using Commerce.Grains.Certificates;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using static Commerce.Grains.Orders.OrderState;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Pricing;

/// <summary>How the steps of docs/money.md about orders and their shipments are worked out (MON, FUL-08 and on,
/// ORD-25).</summary>
internal static class WorkedBooks
{
    public static IReadOnlyDictionary<string, WorkedStep> All { get; } = new Dictionary<string, WorkedStep>
    {
        ["total-price"] = Of(order => order.Left(item => item.Price), OrderMoney.Price),
        ["total-shipping"] = Of(
            order => order.Base.Shipping - order.BaseBack.Shipping + order.Left(item => item.Shipping),
            OrderMoney.Shipping),
        ["total-tax"] = Of(
            order => order.Base.Tax - order.BaseBack.Tax + order.Left(item => item.Tax), OrderMoney.Tax),
        ["gift"] = Of(order => order.Gift, OrderMoney.Gift),
        ["owed"] = Of(Owed, OrderMoney.Cost),
        ["shipment-price"] = OfShipment((order, of) => order.Left(item => item.Price, item => item.Shipment == of),
            (order, shipment) => OrderMoney.Of(order, shipment).Price),
        ["shipment-shipping"] = OfShipment(
            (order, of) => order.Left(item => item.Shipping, item => item.Shipment == of)
                + (of == order.First ? order.Base.Shipping - order.BaseBack.Shipping : 0),
            (order, shipment) => OrderMoney.Of(order, shipment).Shipping),
        ["shipment-tax"] = OfShipment(
            (order, of) => order.Left(item => item.Tax, item => item.Shipment == of)
                + (of == order.First ? order.Base.Tax - order.BaseBack.Tax : 0),
            (order, shipment) => OrderMoney.Of(order, shipment).Tax),
        ["shipment-gift"] = OfShipment((order, of) => order.GiftOf(of), (_, shipment) => shipment.Certificates),
        ["shipment-cost"] = OfShipment(
            (order, of) => order.Gross(of) - order.GiftOf(of), (_, shipment) => shipment.Cost.Amount),
        ["refunded"] = Of(order => order.Refunded, OrderMoney.Refunded),
        ["cash"] = new(
            line => (new(Cash(line), 1), ""),
            line => Worked.Text(OrderMoney.CashToRefund(new WorkedOrder(line).Stored(), Worked.Int(line["amount"])))),
        ["on-void"] = new(
            line => (new(OnVoid(line), 1), ""),
            line => Worked.Text(Reinstating.OnVoid(new WorkedOrder(line).Stored(), VoidedOf(line)))),
        ["left"] = new(
            line => (new(BigInteger.Parse(line["amount"]) - new WorkedOrder(line).Gift, 1), ""), ShopLeft),
        ["liability"] = new(line => (new(Liable(line), 1), ""), ShopLiability),
        ["charged"] = new(Charging.Plain, Charging.Shop),
        ["released"] = new(
            line => (new(BigInteger.Parse(line["promise"]) - BigInteger.Parse(line["cost"]), 1), ""),
            Charging.ShopReleased),
    };

    private static WorkedStep Of(Func<WorkedOrder, BigInteger> plain, Func<Placed, long> shop) => new(
        line => (new(plain(new(line)), 1), ""), line => Worked.Text(shop(new WorkedOrder(line).Stored())));

    private static WorkedStep OfShipment(
        Func<WorkedOrder, int, BigInteger> plain, Func<Placed, Shipment, long> shop) => new(
        line => (new(plain(new(line), Worked.Int(line["of"])), 1), ""),
        line =>
        {
            var order = new WorkedOrder(line).Stored();
            return Worked.Text(shop(order, order.Shipments.Single(one => one.Id == $"s{line["of"]}")));
        });

    private static BigInteger Owed(WorkedOrder order) =>
        order.Left(item => item.Total) + order.Base.Shipping + order.Base.Tax - order.BaseBack.Shipping
        - order.BaseBack.Tax - order.Gift;

    // What left, at what was charged, less what went back, less what certificates pay of it.
    private static BigInteger Cash(WorkedLine line)
    {
        var order = new WorkedOrder(line);
        var left = Worked.Sum(order.Shipments.Select(order.Gross));
        var gift = Worked.Sum(order.Shipments.Select(order.GiftOf)) - Worked.Sum(order.Gifts.Select(one => one.Back));
        var most = left - order.Refunded - gift;
        return BigInteger.Max(0, BigInteger.Min(BigInteger.Parse(line["amount"]), most));
    }

    private static BigInteger OnVoid(WorkedLine line)
    {
        var (order, gone) = (new WorkedOrder(line), line["void"].Split(',').Select(Worked.Int).ToHashSet());
        var rest = order.Items.Where((item, place) => !item.IsVoid && !gone.Contains(place + 1)).ToList();
        if (rest.Count == 0) return order.Gift;
        var cost = Worked.Sum(rest.Select(item => item.Quantity * item.Total)) + order.Base.Shipping + order.Base.Tax
            - order.Refunded;
        return BigInteger.Max(0, order.Gift - cost);
    }

    private static ImmutableArray<ShippedItem> VoidedOf(WorkedLine line)
    {
        var items = new WorkedOrder(line).Items;
        return
        [
            .. line["void"].Split(',').Select(number => new ShippedItem(
                number, Atlas.Sku, items[Worked.Int(number) - 1].Quantity)),
        ];
    }

    private static string ShopLeft(WorkedLine line)
    {
        var core = new CertificateCore(
            1_000_000, WorkedStep.Amount(line, "amount"), Noon, Noon.AddDays(1), Noon)
        {
            Uses =
            [
                .. new WorkedOrder(line).Gifts.Select((gift, place) => new Usage(
                    AttemptId.Of(AdasOrder, place + 1), new((long)gift.Used, line.Currency), UsageStatus.Used, Noon,
                    Noon)
                {
                    Back = gift.Back.IsZero ? [] : [new("refund-1", new((long)gift.Back, line.Currency), Noon)],
                }),
            ],
        };
        return Worked.Text(core.Left().Amount);
    }

    // Certificates of one order, soonest expiring first: what is left of each, and what it pays of what has not left.
    private static BigInteger Liable(WorkedLine line)
    {
        var (shipped, sum) = (BigInteger.Parse(line["shipped"]), BigInteger.Zero);
        foreach (var (amount, used) in Certificates(line))
        {
            var paidOff = BigInteger.Min(BigInteger.Max(shipped, 0), used);
            sum += amount - used + (used - paidOff);
            shipped -= paidOff;
        }

        return sum;
    }

    private static string ShopLiability(WorkedLine line)
    {
        Money In(BigInteger amount) => new((long)amount, line.Currency);
        var certificates = Certificates(line).Select((one, place) => (
            Id: CertificateId.Of($"certificate-{place + 1}"), one.Amount, one.Used, Until: Noon.AddDays(place + 1)))
            .ToList();
        var books = new LiabilityBooks(
            line.Currency,
            [.. certificates.Select((one, place) =>
                new LiableCertificate(one.Id, place, true, In(one.Amount - one.Used), one.Until))],
            [.. certificates.Select(one => new LiabilityUse(one.Id, AdasOrder, In(one.Used)))],
            ImmutableDictionary<OrderId, Money>.Empty.Add(AdasOrder, WorkedStep.Amount(line, "shipped")));
        var quarter = Assert.Single(Liability.ByQuarter(books, Noon));
        return Worked.Text((quarter.Left + quarter.Tied).Amount);
    }

    private static IEnumerable<(BigInteger Amount, BigInteger Used)> Certificates(WorkedLine line) =>
        line.All("certificate").Select(text => Worked.Cut(text, ':'))
            .Select(cut => (BigInteger.Parse(cut.Head), BigInteger.Parse(cut.Tail!)));
}

/// <summary>How a shipment's money is asked for, all the way to what the gateway said.</summary>
internal static class Charging
{
    public static (Fraction, string) Plain(WorkedLine line)
    {
        var (promise, cost) = (BigInteger.Parse(line["promise"]), BigInteger.Parse(line["cost"]));
        var how = cost.IsZero ? "nothing" : cost <= promise ? "captured" : "charged";
        return line.Find("answer") == "no" ? (Fraction.Zero, "refused") : (new(cost, 1), how);
    }

    public static string Shop(WorkedLine line)
    {
        var order = Sent(line, out var anew);
        var taken = order.Core.Payments.Sum(payment => payment.Captured);
        var how = order.Shipments[^1].Status == ShipmentStatus.PaymentFailed ? "refused"
            : taken == 0 ? "nothing"
            : anew ? "charged"
            : "captured";
        return $"{taken} {how}";
    }

    public static string ShopReleased(WorkedLine line) =>
        Worked.Text(Sent(line, out _).Core.PaymentOf(FirstTry)!.Released);

    private static Placed Sent(WorkedLine line, out bool anew)
    {
        var cost = WorkedStep.Amount(line, "cost");
        var none = cost with { Amount = 0 };
        var quote = new Quote(
            [new("1", Atlas.Sku, Atlas.Product, "", "", 1, cost, "", none, none, none, false, true)],
            none, none, new(cost, none, none, none, cost));
        var promise = WorkedStep.Amount(line, "promise");
        var paid = new Payment(
            FirstTry, new(FirstTry.Value, "", promise, "pm", null, null), PaymentStatus.Authorized, Noon, Noon, "pi_1")
        {
            Method = "pm",
            Customer = "cus",
        };
        OrderState order = new Placed(
            new(3_000_000, quote, ToAda, [paid], [], Noon, Noon), FirstTry, true, Noon,
            [new("1", quote.Items[0], ItemState.ToBeShipped)], [], null);
        order = Do(order, new OrderCommand.Ship("s1", [], null, null, null));
        anew = false;
        if (ChargeRules.InquiryOf(order, "s1") is not { } inquiry) return (Placed)order;
        anew = inquiry.Capture is null;
        PaymentFact fact = line.Find("answer") == "no"
            ? new PaymentFact.Declined("pi_1", "lost_card")
            : new PaymentFact.Approved(
                inquiry.Capture?.PaymentId ?? "pi_2", inquiry.Request.Amount,
                inquiry.Capture?.Amount ?? inquiry.Request.Amount, none, true, Visa, null);
        return (Placed)Do(order, new OrderCommand.LearnCharge("s1", fact));
    }

    private static OrderState Do(OrderState order, OrderCommand command) =>
        Assert.IsType<Decision<OrderEvent>.Accepted>(OrderMachine.Decide(AdasOrder, TheCast.Shop, order, command, Noon))
            .Events.Aggregate(order, OrderMachine.Evolve);

}
