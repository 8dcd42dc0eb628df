using System.Numerics;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using static Commerce.Grains.Orders.OrderState;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Pricing;

/// <summary>Units of an order in docs/money.md: <c>2x1999+100+165+8@s1</c>.</summary>
internal sealed record WorkedItem(
    int Quantity, BigInteger Price, BigInteger Shipping, BigInteger PriceTax, BigInteger ShippingTax, string Place)
{
    public BigInteger Tax => PriceTax + ShippingTax;

    public BigInteger Total => Price + Shipping + Tax;

    public bool IsVoid => Place == "void";

    /// <summary>The number of its shipment; 0: it is here.</summary>
    public int Shipment => Place.StartsWith('s') ? Worked.Int(Place[1..]) : 0;

    public static WorkedItem Of(string text)
    {
        var (amounts, place) = Worked.Cut(text, '@');
        var (quantity, unit) = Worked.Cut(amounts, 'x');
        var parts = unit!.Split('+').Select(BigInteger.Parse).ToList();
        return new(Worked.Int(quantity), parts[0], parts[1], parts[2], parts[3], place ?? "here");
    }
}

/// <summary>An order of docs/money.md, in whole numbers; and the same as the shop stores it.</summary>
internal sealed class WorkedOrder(WorkedLine line)
{
    public List<WorkedItem> Items { get; } = [.. line.All("item").Select(WorkedItem.Of)];

    /// <summary>What was given back for all units of an item, by the item's number.</summary>
    public Dictionary<int, WorkedItem> Back { get; } = line.All("back").Select(text => Worked.Cut(text, ':'))
        .ToDictionary(cut => Worked.Int(cut.Head), cut => WorkedItem.Of("1x" + cut.Tail));

    public (BigInteger Shipping, BigInteger Tax) Base { get; } = Worked.Two(line.Find("base"));

    public (BigInteger Shipping, BigInteger Tax) BaseBack { get; } = Worked.Two(line.Find("base-back"));

    /// <summary>What certificates pay, soonest expiring first.</summary>
    public List<(BigInteger Used, BigInteger Back)> Gifts { get; } =
    [
        .. line.All("gift").Select(text => Worked.Cut(text, '-'))
            .Select(cut => (BigInteger.Parse(cut.Head), BigInteger.Parse(cut.Tail ?? "0"))),
    ];

    public BigInteger Gift => Worked.Sum(Gifts.Select(gift => gift.Used - gift.Back));

    /// <summary>What was given back of the rest of a shipment's items and of the order's own shipping.</summary>
    public BigInteger Refunded => Worked.Sum(Back.Values.Select(back => back.Total)) + BaseBack.Shipping + BaseBack.Tax;

    public int First => Items.Select(item => item.Shipment).Where(number => number > 0).DefaultIfEmpty().Min();

    /// <summary>Of the items, less what was given back; void ones do not count.</summary>
    public BigInteger Left(Func<WorkedItem, BigInteger> amount, Func<WorkedItem, bool>? which = null) => Worked.Sum(
        Items.Select((item, place) => item.IsVoid || which?.Invoke(item) == false
            ? 0
            : item.Quantity * amount(item) - (Back.TryGetValue(place + 1, out var back) ? amount(back) : 0)));

    /// <summary>What a shipment came to when it left (MON-06), with the order's own shipping if it was the
    /// first.</summary>
    public BigInteger Gross(int shipment) =>
        Worked.Sum(Items.Where(item => item.Shipment == shipment).Select(item => item.Quantity * item.Total))
        + (shipment == First ? Base.Shipping + Base.Tax : 0);

    /// <summary>MON-07, as the row says it.</summary>
    public BigInteger GiftOf(int shipment)
    {
        var used = Worked.Sum(Gifts.Select(gift => gift.Used));
        var earlier = Worked.Sum(Shipments.Where(number => number < shipment).Select(Gross));
        return BigInteger.Max(0, BigInteger.Min(used - earlier, Gross(shipment)));
    }

    public IEnumerable<int> Shipments =>
        Items.Select(item => item.Shipment).Where(number => number > 0).Distinct().Order();

    /// <summary>The same order as the shop stores it: shipped by its own rules, one shipment after the other.</summary>
    public Placed Stored()
    {
        var order = Begun();
        foreach (var number in Shipments)
        {
            ImmutableArray<ShippedItem> chosen =
            [
                .. order.Items.Where((_, place) => Items[place].Shipment == number).Select(ItemRules.Whole),
            ];
            var cost = OrderMoney.CostOf(order, chosen);
            var (id, charged) = ($"s{number}", new Money(cost.Charged, line.Currency));
            OrderState next = OrderMachine.Evolve(order, new OrderEvent.ShipmentRecorded(
                id, chosen, null, null, Noon, charged, cost.Certificates, cost.CarriesBase, Noon));
            order = (Placed)OrderMachine.Evolve(next, new OrderEvent.ItemsShipped(id, chosen, charged, Noon));
        }

        return WithBack(order with { Core = order.Core with { Payments = PaymentsOf(order) } });
    }

    private Placed Begun()
    {
        Money In(BigInteger amount) => new((long)amount, line.Currency);
        ImmutableArray<QuoteItem> bought =
        [
            .. Items.Select((item, place) => new QuoteItem(
                Worked.Text(place + 1), Atlas.Sku, Atlas.Product, "", "", item.Quantity, In(item.Price), "",
                In(item.Shipping), In(item.PriceTax), In(item.ShippingTax), SoftGood: false, Tracked: true)),
        ];
        var none = In(0);
        var quote = new Quote(
            bought, In(Base.Shipping), In(Base.Tax), new(none, none, none, none, In(Left(item => item.Total))));
        return new(
            new(3_000_000, quote, ToAda, [], [], Noon, Noon), FirstTry, true, Noon,
            [.. bought.Select((item, place) => new OrderItem(
                item.Id, item, Items[place].IsVoid ? ItemState.Void : ItemState.ToBeShipped))],
            [], null)
        {
            Certificates =
            [
                .. Gifts.Select((gift, place) => new CertificateUse(
                    $"certificate-{place + 1}", Noon.AddDays(place + 1), (long)gift.Used)),
            ],
        };
    }

    private ImmutableArray<Payment> PaymentsOf(Placed order)
    {
        var taken = line.All("paid").Select(long.Parse).ToList();
        if (taken.Count == 0) taken.Add(order.Shipments.Sum(shipment => shipment.Cost.Amount));
        return
        [
            .. taken.Select((amount, place) => new Payment(
                AttemptId.Of(AdasOrder, place + 1),
                new(AttemptId.Of(AdasOrder, place + 1).Value, "", new(amount, line.Currency), "pm", null, null),
                PaymentStatus.Authorized, Noon, Noon, $"pi_{place + 1}", Captured: amount)
            {
                Closed = true,
            }),
        ];
    }

    private Placed WithBack(Placed order) => order with
    {
        Items =
        [
            .. order.Items.Select((item, place) => Back.TryGetValue(place + 1, out var back)
                ? item with
                {
                    State = ItemState.ReceivedBack,
                    Back = new((long)back.Price, (long)back.Shipping, (long)back.PriceTax, (long)back.ShippingTax),
                }
                : item),
        ],
        Certificates =
        [
            .. order.Certificates.Select((use, place) => use with { Reinstated = (long)Gifts[place].Back }),
        ],
        BaseBack = (long)BaseBack.Shipping,
        BaseTaxBack = (long)BaseBack.Tax,
        Refunds = Refunded.IsZero
            ? []
            : [new("refund-0", Noon, "", [], 0, 0, (long)Worked.Sum(Gifts.Select(gift => gift.Back)), 0, [])],
    };
}

/// <summary>Reading what stands in a line.</summary>
internal static class Worked
{
    private static readonly System.Globalization.CultureInfo Plain = System.Globalization.CultureInfo.InvariantCulture;

    public static int Int(string text) => int.Parse(text, Plain);

    public static string Text(long number) => number.ToString(Plain);

    public static BigInteger Sum(IEnumerable<BigInteger> amounts) => amounts.Aggregate(BigInteger.Zero, BigInteger.Add);

    public static (string Head, string? Tail) Cut(string text, char at) => text.Split(at, 2) is [var head, var rest]
        ? (head, rest)
        : (text, null);

    public static (BigInteger, BigInteger) Two(string? text) => text is null
        ? (0, 0)
        : (BigInteger.Parse(Cut(text, '+').Head, Plain), BigInteger.Parse(Cut(text, '+').Tail ?? "0", Plain));
}
