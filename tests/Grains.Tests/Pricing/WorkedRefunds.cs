using System.Numerics;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using static Commerce.Grains.Orders.OrderState;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Pricing;

/// <summary>How the steps of docs/money.md about what is given back are worked out (REF, SHP-11, TAX-06,
/// ORD-25).</summary>
internal static class WorkedRefunds
{
    public static IReadOnlyDictionary<string, WorkedStep> All { get; } = new Dictionary<string, WorkedStep>
    {
        ["back-price"] = new(
            line => (Fraction.Of(line["quantity"]) * Fraction.Of(line["price"]), ""),
            line => Worked.Text(BackOf(line, quantity: Worked.Int(line["quantity"])).Price)),
        ["back-shipping"] = new(
            line => (Fraction.Of(line["charged"]) * Fraction.Of(line["percent"]) * new Fraction(1, 100), ""),
            line => Worked.Text(BackOf(line).Shipping)),
        ["tax-back"] = new(
            line => (TaxBack(line), ""), line => Worked.Text(BaseBack(line).Tax)),
        ["base-back"] = new(
            line => (new(Worked.Two(line["base"]).Item1 - Worked.Two(line.Find("before")).Item1, 1), ""), MostOfBase),
        ["base-total"] = new(
            line => (new(Worked.Two(line.Find("before")).Item1 + BigInteger.Parse(line["back"]), 1), ""),
            line => Worked.Text(BaseBack(line).After)),
        ["returnable"] = new(
            line => (new(BigInteger.Parse(line["quantity"]) - BigInteger.Parse(line["back"]), 1), ""), Returnable),
        ["refund"] = new(PartOf, ShopPart),
        ["taken-from"] = new(
            line => (new(TakenFrom(line), 1), ""),
            line => Worked.Text(ShopTaken(line).Where(one => one.Number == Worked.Int(line["of"]))
                .Sum(one => one.Amount))),
        ["reinstated"] = new(
            line => (new(Reinstated(line), 1), ""),
            line => Worked.Text(Reinstating.Over(UsesOf(line), Worked.Int(line["amount"]))!.Value
                .Where(part => part.Certificate == $"certificate-{line["of"]}").Sum(part => part.Amount))),
        ["given-back"] = new(
            line => (line["answer"] == "made" ? Fraction.Of(line["amount"]) : Fraction.Zero, line["answer"]), Answered),
        ["rest"] = new(
            line => (new(BigInteger.Parse(line["captured"]) - Number(line, "refunded") - Number(line, "disputed")
                - Number(line, "under-way"), 1), ""),
            Rest),
        ["after"] = new(
            line => (new(new WorkedOrder(line).Left(item => item.Price), 1),
                new WorkedOrder(line).Back.Count == new WorkedOrder(line).Items.Count ? "returned" : "fulfilled"),
            line => Worked.Text(OrderMoney.Price(new WorkedOrder(line).Stored())) + " "
                + OrderStatus.Of(new WorkedOrder(line).Stored())),
    };

    private static Amounts BackOf(WorkedLine line, int quantity = 1)
    {
        var price = line.Find("price") ?? "0";
        var order = Stored(line, $"item={quantity}x{price}+{line.Find("charged") ?? "0"}+0+0@s1");
        var settings = TheCast.Shop with { ShippingRefundPercent = Worked.Int(line.Find("percent") ?? "0") };
        var back = new OrderCommand.Return("refund-1", [new("1", null)], null, "no", null, false, []);
        Assert.Null(ReturnAmounts.Of(order, back, settings, out var items));
        return items.Single().Back;
    }

    // Of the tax of all that was given back so far, what was not given back yet.
    private static Fraction TaxBack(WorkedLine line)
    {
        var (charged, tax) = Worked.Two(line["base"]);
        var (before, taxBefore) = Worked.Two(line.Find("before"));
        return new(tax * (before + BigInteger.Parse(line["back"])) - taxBefore * charged, charged);
    }

    private static (long Tax, long After) BaseBack(WorkedLine line)
    {
        var order = Stored(line, $"item=1x0+0+0+0@s1 base={line["base"]} base-back={line.Find("before") ?? "0"}");
        Assert.Null(ReturnAmounts.OfBase(order, WorkedStep.Amount(line, "back"), out var shipping, out var tax));
        return (tax, order.BaseBack + shipping);
    }

    private static string MostOfBase(WorkedLine line)
    {
        var order = Stored(line, $"item=1x0+0+0+0@s1 base={line["base"]} base-back={line.Find("before") ?? "0"}");
        var most = new Money((long)TaxFree(line), line.Currency);
        Assert.Null(ReturnAmounts.OfBase(order, most, out var shipping, out _));
        Assert.NotNull(ReturnAmounts.OfBase(order, most with { Amount = most.Amount + 1 }, out _, out _));
        return Worked.Text(shipping);
    }

    private static BigInteger TaxFree(WorkedLine line) =>
        Worked.Two(line["base"]).Item1 - Worked.Two(line.Find("before")).Item1;

    private static string Returnable(WorkedLine line)
    {
        OrderState order = Stored(line, $"item={line["quantity"]}x100+0+0+0@s1");
        order = Do(order, new OrderCommand.Return(
            "refund-1", [new("1", Worked.Int(line["back"]))], null, "no", null, false, []));
        return Worked.Text(((Placed)order).Items.Where(item => item.State == ItemState.Shipped)
            .Sum(item => item.Bought.Quantity));
    }

    // First money, at most what was paid by card; then certificates, at most what they pay; the rest is refused.
    private static (Fraction, string) PartOf(WorkedLine line)
    {
        var amount = BigInteger.Parse(line["amount"]);
        var cash = BigInteger.Min(amount, BigInteger.Parse(line["card"]));
        var gift = BigInteger.Min(amount - cash, Number(line, "gift"));
        var beyond = amount - cash - gift;
        return (new(line["part"] switch { "cash" => cash, "certificates" => gift, _ => beyond }, 1),
            beyond.IsZero ? "" : "refused");
    }

    private static string ShopPart(WorkedLine line)
    {
        var (card, gift) = (BigInteger.Parse(line["card"]), Number(line, "gift"));
        var order = Stored(line, $"item=1x{card + gift}+0+0+0@s1 gift={gift}");
        var amount = Worked.Int(line["amount"]);
        if (RefundPlan.Of(order, amount) is not { } plan)
            return $"{amount - OrderMoney.CashToRefund(order, amount) - OrderMoney.Gift(order)} refused";
        var (cash, back) = (plan.Cash.Sum(one => one.Amount), plan.Certificates.Sum(one => one.Amount));
        return Worked.Text(line["part"] switch { "cash" => cash, "certificates" => back, _ => plan.Uncollected });
    }

    private static BigInteger TakenFrom(WorkedLine line)
    {
        var (rests, amount) = (line.All("paid").Select(BigInteger.Parse).ToList(), BigInteger.Parse(line["amount"]));
        var (own, of) = (rests[Worked.Int(line["of"]) - 1], Worked.Int(line["of"]) - 1);
        if (rests.IndexOf(amount) is >= 0 and var exact) return exact == of ? amount : 0;
        var before = Worked.Sum(rests.Where((rest, place) => rest > own || (rest == own && place < of)));
        return BigInteger.Max(0, BigInteger.Min(own, amount - before));
    }

    private static IEnumerable<(int Number, long Amount)> ShopTaken(WorkedLine line)
    {
        var paid = string.Join(' ', line.All("paid").Select(amount => $"paid={amount}"));
        var all = Worked.Sum(line.All("paid").Select(BigInteger.Parse));
        return RefundPlan.Of(Stored(line, $"item=1x{all}+0+0+0@s1 {paid}"), Worked.Int(line["amount"]))!.Cash
            .Select(one => (one.From.Attempt.Number, one.Amount));
    }

    // Furthest expiry first: those that stand later in the line.
    private static BigInteger Reinstated(WorkedLine line)
    {
        var (gifts, of) = (new WorkedOrder(line).Gifts.Select(gift => gift.Used - gift.Back).ToList(), line["of"]);
        var later = Worked.Sum(gifts.Skip(Worked.Int(of)));
        return BigInteger.Max(
            0, BigInteger.Min(gifts[Worked.Int(of) - 1], BigInteger.Parse(line["amount"]) - later));
    }

    private static ImmutableArray<CertificateUse> UsesOf(WorkedLine line) =>
    [
        .. new WorkedOrder(line).Gifts.Select((gift, place) => new CertificateUse(
            $"certificate-{place + 1}", Noon.AddDays(place), (long)gift.Used, (long)gift.Back)),
    ];

    private static string Answered(WorkedLine line)
    {
        var amount = WorkedStep.Amount(line, "amount");
        OrderState order = Stored(line, $"item=1x{amount.Amount}+0+0+0@s1");
        order = Do(order, new OrderCommand.Return("refund-1", [new("1", null)], null, "no", null, false, []));
        var part = ((Placed)order).Refunds.Single().Parts.SingleOrDefault();
        RefundFact fact = line["answer"] switch
        {
            "made" => new RefundFact.Made("re_1", "pi_1", amount, Succeeded: true),
            "failed" => new RefundFact.Failed("re_1", "pi_1", "lost"),
            _ => new RefundFact.Unknown("timeout"),
        };
        if (part is not null) order = Do(order, new OrderCommand.LearnRefund("refund-1", part.Reference, fact));
        return $"{OrderMachine.CoreOf(order)!.Payments.Single().Refunded} {line["answer"]}";
    }

    private static string Rest(WorkedLine line)
    {
        var order = Stored(line, $"item=1x{line["captured"]}+0+0+0@s1");
        var payment = order.Core.Payments.Single() with
        {
            Refunded = (long)Number(line, "refunded"),
            Disputed = (long)Number(line, "disputed"),
        };
        var part = new RefundPart(
            1, payment.Attempt, "pi_1", "r", new((long)Number(line, "under-way"), line.Currency), Noon, Noon);
        return Worked.Text(RefundPlan.RestOf(
            order with { Refunds = [new("refund-0", Noon, "", [], 0, 0, 0, 0, [part])] }, payment));
    }

    private static BigInteger Number(WorkedLine line, string name) => BigInteger.Parse(line.Find(name) ?? "0");

    private static Placed Stored(WorkedLine line, string order) =>
        new WorkedOrder(line with { Inputs = $"{order} currency={line.Currency}" }).Stored();

    private static OrderState Do(OrderState order, OrderCommand command) =>
        OrderMachine.Decide(AdasOrder, TheCast.Shop, order, command, Noon) switch
        {
            Decision<OrderEvent>.Accepted { Events: var events } => events.Aggregate(order, OrderMachine.Evolve),
            Decision<OrderEvent>.Unchanged => order,
            var refused => throw new InvalidOperationException(refused.ToString()),
        };
}
