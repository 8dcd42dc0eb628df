using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Silo.Gateways.Simulated;
using Commerce.Silo.Storage.Audit;
using PaymentStatus = Commerce.Grains.Orders.PaymentStatus;

namespace Commerce.Silo.Tests.Audit;

/// <summary>Each invariant is broken once, and found.</summary>
public sealed class FindingWhatIsWrong
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AttemptId Try = AttemptId.Of("order-ada/1");
    private static readonly Money None = Money.Zero("USD");

    private static readonly StockFacts Atlas = new("stock-atlas", StockState.Blank with
    {
        Sku = Sku.Of("ATLAS"),
        OnHand = 5,
        Held = 2,
    });

    private static readonly Payment Paid = new(
        Try,
        new AuthorizeRequest(Try.Value, "order-ada/1/authorize", new Money(2000, "USD"), "pm_card_visa", null, null),
        PaymentStatus.Authorized,
        Noon,
        Noon,
        "pi_1");

    private static readonly OrderFacts Order = new(
        Try.Order,
        Live: null,
        PaidBy: Try,
        [Paid],
        GivenUp: [],
        Sums<string>.Of([("stock-atlas", 2)]),
        Sums<(string, AttemptId)>.Of([(("stock-atlas", Try), 2)]),
        Books: OrderBooks.None,
        Moving: []);

    private static readonly ShopFacts Sound = new()
    {
        Stocks = [Atlas],
        Holds = [new HoldFacts { StockKey = "stock-atlas", Attempt = Try.Value, Remaining = 2 }],
        Orders = [Order],
        Due = [],
        WithErrands = [],
        FrozenCarts = [],
        MailsWanted = [Mail(1)],
        MailsStored = [Mail(1)],
    };

    private static readonly SimulatedPayment AtGateway = new()
    {
        Id = "pi_1",
        Attempt = Try.Value,
        RequestKey = "order-ada/1/authorize",
        Status = "requires_capture",
        Amount = 2000,
        Currency = "USD",
        Last4 = "4242",
    };

    [Fact]
    public void Finds_nothing_in_a_sound_shop() => Assert.Empty(All(Sound, [AtGateway], []));

    [Fact]
    public void Finds_more_held_than_promised() => Assert.Equal(
        "I1", Only(Sound with { Stocks = [Atlas with { State = Atlas.State with { Held = 3 } }] }));

    [Fact]
    public void Finds_a_promise_that_nobody_paid_for() => Assert.Contains(
        Invariants.Stock(Sound with { Orders = [] }), violation => violation.Subject == "stock-atlas");

    [Fact]
    public void Finds_a_paid_unit_that_nobody_promised() => Assert.Equal(
        "I1", Only(Sound with { Stocks = [Atlas with { State = Atlas.State with { Held = 0 } }], Holds = [] }));

    /// <summary>ORD-19: what was added is held by its addition, not by the attempt that paid.</summary>
    [Fact]
    public void Finds_added_units_that_are_promised_to_another_holder()
    {
        var addition = AttemptId.OfAddition(Try.Order, "1");
        var order = Order with
        {
            Unshipped = Sums<(string, AttemptId)>.Of(
                [.. Order.Unshipped.Select(one => (one.Key, one.Value)), (("stock-atlas", addition), 1)]),
        };
        var stock = Atlas with { State = Atlas.State with { Held = 3 } };
        ImmutableArray<HoldFacts> Holds(string holder) =>
            [.. Sound.Holds, new HoldFacts { StockKey = "stock-atlas", Attempt = holder, Remaining = 1 }];
        var sound = Sound with { Orders = [order], Stocks = [stock], Holds = Holds(addition.Value) };
        Assert.Empty(Invariants.Stock(sound));
        Assert.NotEmpty(Invariants.Stock(sound with { Orders = [Order] }));
        Assert.NotEmpty(Invariants.Stock(sound with { Holds = Holds("order-ada/add-2") }));
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(1, 2)]
    [InlineData(2, 0)]
    public void Finds_a_live_attempt_whose_goods_are_not_held(int? held, int wanted)
    {
        ImmutableArray<OpenHold> open = held is { } quantity ? [new(Try, quantity, Noon)] : [];
        var live = Order with
        {
            Live = Try,
            PaidBy = null,
            Wanted = Sums<string>.Of([("stock-atlas", wanted)]),
            Unshipped = Sums<(string, AttemptId)>.None,
        };
        Assert.Equal("I1", Only(Sound with
        {
            Orders = [live],
            Holds = [],
            Stocks = [Atlas with { State = Atlas.State with { Held = held ?? 0, Open = open } }],
            Due = ["order/order-ada", "stock/stock-atlas"],
        }));
    }

    [Fact]
    public void Finds_more_given_back_than_taken() => Assert.Contains(
        Invariants.Card(Sound with { Orders = [Order with { Payments = [Paid with { Refunded = 1 }] }] }),
        violation => violation.Invariant == "I2");

    [Theory]
    [InlineData(900, 0, 0, 900, 0, true)]
    [InlineData(900, 300, 600, 900, 300, true)]
    [InlineData(900, 0, 0, 800, 0, false)]
    [InlineData(900, 300, 0, 900, 200, false)]
    [InlineData(900, 0, 901, 900, 0, false)]
    [InlineData(2001, 0, 0, 2001, 0, false)]
    public void Finds_money_that_its_charges_and_refunds_do_not_come_to(
        long captured, long refunded, long disputed, long charged, long back, bool sound)
    {
        var order = Order with
        {
            Payments = [Paid with { Captured = captured, Refunded = refunded, Disputed = disputed }],
            Charged = ImmutableDictionary<AttemptId, long>.Empty.Add(Try, charged),
            GivenBack = ImmutableDictionary<AttemptId, long>.Empty.Add(Try, back),
        };
        var found = Invariants.Card(Sound with { Orders = [order] }).ToList();
        if (sound) Assert.Empty(found);
        else Assert.Equal("I2", Assert.Single(found).Invariant);
    }

    [Fact]
    public void Finds_a_capture_over_another_amount_than_is_charged() => Assert.Equal(
        "I2", Only(Sound with { Orders = [Order with { Miscaptured = ["shipment-1"] }] }));

    [Fact]
    public void Finds_a_number_that_two_transactions_have()
    {
        var twice = Sound with { Orders = [Order with { Numbers = [4000001, 4000002, 4000001] }] };
        Assert.Contains("4000001", Assert.Single(Invariants.Card(twice)).ToString(), StringComparison.Ordinal);
    }

    /// <summary>Charges, refunds, what was never collected and certificates come to what left, to the cent.</summary>
    [Theory]
    [InlineData(1000, 0, 0, 0, 0, 0, 1000, 0, true)]
    [InlineData(600, 0, 0, 400, 0, 0, 1000, 0, true)]
    [InlineData(600, 0, 0, 0, 400, 0, 1000, 0, true)]
    [InlineData(600, 0, 0, 0, 0, 400, 1000, 0, true)]
    [InlineData(1000, 300, 300, 0, 0, 0, 1000, 0, true)]
    [InlineData(999, 0, 0, 0, 0, 0, 1000, 0, false)]
    [InlineData(1000, 300, 299, 0, 0, 0, 1000, 0, false)]
    [InlineData(600, 0, 0, 399, 0, 0, 1000, 0, false)]
    [InlineData(600, 0, 0, 0, 401, 0, 1000, 0, false)]
    [InlineData(600, 0, 0, 0, 0, 399, 1000, 0, false)]
    [InlineData(1000, 0, 0, 0, 0, 0, 700, 300, true)]
    [InlineData(1000, 0, 0, 0, 0, 0, 700, 299, false)]
    public void Finds_a_cent_that_is_nowhere(
        long taken, long back, long asMoney, long certificates, long uncollected, long owed, long left, long ahead,
        bool sound)
    {
        var order = Order with
        {
            Payments = [Paid with { Captured = taken }],
            Books = new(left, left, back, asMoney, 0, certificates, uncollected, owed, ahead),
        };
        var found = Invariants.Books(Sound with { Orders = [order] }).ToList();
        if (sound) Assert.Empty(found);
        else Assert.Equal("I3", Assert.Single(found).Invariant);
    }

    [Theory]
    [InlineData(900, 200, 900, 200, true)]
    [InlineData(900, 200, 900, 199, false)]
    [InlineData(900, 200, 899, 200, false)]
    public void Finds_amounts_taken_or_given_back_that_differ_from_the_gateways(
        long captured, long refunded, long capturedThere, long refundedThere, bool sound)
    {
        var shop = Sound with
        {
            Orders = [Order with { Payments = [Paid with { Captured = captured, Refunded = refunded }] }],
        };
        var there = AtGateway with { Status = "succeeded", Captured = capturedThere, Refunded = refundedThere };
        Assert.Equal(sound, !Invariants.Gateway(shop, [there], []).Any());
    }

    [Fact]
    public void Finds_a_charge_under_way_that_nobody_will_ask_about() => Assert.Equal(
        "I5", Assert.Single(Invariants.Rest(Sound with { Orders = [Order with { Moving = [Try] }] })).Invariant);

    [Fact]
    public void Finds_a_shipment_that_nobody_booked() => Assert.Equal(
        "I3", Only(Sound with { Orders = [Order with { Books = OrderBooks.None with { Left = 500 } }] }));

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Finds_a_frozen_cart_that_nobody_will_look_at(bool due, int found) => Assert.Equal(
        found, Invariants.Rest(Sound with { FrozenCarts = ["cart-ada"], Due = due ? ["cart/cart-ada"] : [] }).Count());

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Finds_a_mail_that_is_lost_or_doubled(int stored) =>
        Assert.Equal("I6", Only(Sound with { MailsStored = stored == 0 ? [] : [Mail(stored)] }));

    [Fact]
    public void Finds_a_key_that_was_sent_with_two_requests()
    {
        var twice = new LedgerRequest { RequestKey = "k", Operation = "authorize", Sends = 2, Conflicts = 1 };
        Assert.Equal("I7", Assert.Single(All(Sound, [AtGateway], [twice])).Invariant);
    }

    [Fact]
    public void Finds_money_at_the_gateway_that_nobody_knows_of() => Assert.Contains(
        Invariants.Gateway(Sound, [AtGateway, AtGateway with { Id = "pi_2", Attempt = "order-bob/1" }], []),
        violation => violation.Subject == "pi_2");

    /// <summary>A promise whose time is over by our clock is set free by an errand; the gateway may hold it until then.
    /// </summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Finds_a_promise_that_is_over_and_that_nobody_sets_free(bool isTold, int found)
    {
        var shop = Sound with
        {
            Orders = [Order with { Payments = [Paid with { Status = PaymentStatus.Lapsed }] }],
            WithErrands = isTold ? ["order/order-ada"] : [],
        };
        Assert.Equal(found, Invariants.Gateway(shop, [AtGateway], []).Count());
    }

    [Fact]
    public void Finds_an_amount_that_differs_from_the_gateways() => Assert.Equal(
        "I7", Assert.Single(All(Sound, [AtGateway with { Amount = 1999 }], [])).Invariant);

    [Fact]
    public void Finds_money_that_the_gateway_does_not_hold() =>
        Assert.Equal("I7", Assert.Single(All(Sound, [], [])).Invariant);

    private static MailFacts Mail(long count) =>
        new() { OrderId = Try.Order.Value, Version = 2, Template = "new-order", Count = count };

    private static string Only(ShopFacts shop) => Assert.Single(All(shop, [AtGateway], [])).Invariant;

    private static List<Violation> All(
        ShopFacts shop, IReadOnlyList<SimulatedPayment> payments, IReadOnlyList<LedgerRequest> requests) =>
    [
        .. Invariants.Stock(shop),
        .. Invariants.Card(shop),
        .. Invariants.Books(shop),
        .. Invariants.Rest(shop),
        .. Invariants.Mail(shop),
        .. Invariants.Gateway(shop, payments, requests),
    ];
}
