using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit.Stripe;
using static Commerce.Silo.Tests.Gateways.GatewayTable;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>Every way to lose an answer, for every method. Whoever follows the rules (G3) moves money once or not at
/// all, whether the fault passes by itself or lasts longer than the patience.</summary>
public sealed class LosingStripesAnswers : IAsyncLifetime
{
    private const string Payments = "/v1/payment_intents";

    private StripeUnderTest? world;

    public static TheoryData<string, int> Faults
    {
        get
        {
            var faults = new TheoryData<string, int>();
            foreach (var fault in Enum.GetNames<StripeFault>())
            {
                faults.Add(fault, 1);
                faults.Add(fault, 20);
            }

            return faults;
        }
    }

    private StripeUnderTest World => world!;

    private StripeServer Server => World.Server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await StripeUnderTest.Start();

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Authorises_once(string fault, int times)
    {
        var sent = World.Clock.GetUtcNow();
        Server.Fail("POST", Payments, Enum.Parse<StripeFault>(fault), times);
        var fact = await World.Drive(Sent(Request("pm_card_visa")), patiences: 2);
        Server.Heal();
        if (fact is PaymentFact.Unknown) fact = await Learned(Request("pm_card_visa"), sent);

        Assert.IsType<PaymentFact.Approved>(fact);
        Assert.Single(Server.Books.Payments);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Is_declined_once(string fault, int times)
    {
        var sent = World.Clock.GetUtcNow();
        Server.Fail("POST", Payments, Enum.Parse<StripeFault>(fault), times);
        var fact = await World.Drive(Sent(Request("pm_card_chargeDeclined")), patiences: 2);
        Server.Heal();
        if (fact is PaymentFact.Unknown) fact = await Learned(Request("pm_card_chargeDeclined"), sent);

        Assert.Equal("generic_decline", Assert.IsType<PaymentFact.Declined>(fact).DeclineCode);
        Assert.Single(Server.Books.Payments);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Charges_without_the_customer_once(string fault, int times)
    {
        var request = Request("pm_card_visa") with { CaptureNow = true, OffSession = true };
        var sent = World.Clock.GetUtcNow();
        Server.Fail("POST", Payments, Enum.Parse<StripeFault>(fault), times);
        var fact = await World.Drive(Sent(request), patiences: 2);
        Server.Heal();
        if (fact is PaymentFact.Unknown) fact = await Learned(request, sent);

        Assert.IsType<PaymentFact.Approved>(fact);
        Assert.Equal(1_999, Server.Books.Payments.Sum(payment => payment.Received));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Captures_once(string fault, int times)
    {
        var id = await Approved();
        var fact = await Faced(fault, times, $"{Payments}/{id}/capture", () => Capture(id));

        Assert.Equal(500, Assert.IsType<PaymentFact.Approved>(fact).Captured.Amount);
        Assert.Equal(500, Server.Books.Payments.Single().Received);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Cancels_once(string fault, int times)
    {
        var id = await Approved();
        var fact = await Faced(
            fault, times, $"{Payments}/{id}/cancel", () => World.Gateway.Cancel(id, "order-1/1/cancel", Stop));

        Assert.IsType<PaymentFact.Cancelled>(fact);
        Assert.Equal("canceled", Server.Books.Payments.Single().Status);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Gives_back_once(string fault, int times)
    {
        var id = await Approved();
        await World.Drive(Capture(id));
        Server.Fail("POST", "/v1/refunds", Enum.Parse<StripeFault>(fault), times);
        var fact = await World.Drive(Refund(id));
        Server.Heal();
        if (fact is RefundFact.Unknown) fact = await World.Drive(Refund(id));

        Assert.Equal(400, Assert.IsType<RefundFact.Made>(fact).Amount.Amount);
        Assert.Equal(400, Server.Books.Payments.Single().Charge!.Refunded);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Keeps_a_method_once(string fault, int times)
    {
        var first = Assert.IsType<PaymentFact.Approved>(await World.Drive(
            World.Gateway.Authorize(Request("pm_card_visa") with { KeepForLater = true }, Stop)));
        Server.Fail("POST", "/v1/customers", Enum.Parse<StripeFault>(fault), times);
        var fact = await World.Drive(Keep(first.Method!));
        Server.Heal();

        // A customer that Stripe broke down over is remembered as that; a later key makes another, and no money moves.
        if (fact is MethodFact.Unknown) fact = await World.Drive(Keep(first.Method!));
        if (fact is MethodFact.Unknown) fact = await World.Drive(Keep(first.Method!, "again"));

        Assert.IsType<MethodFact.Kept>(fact);
        Assert.NotNull(Server.Books.Methods.Single().Customer);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Reads_nothing_or_what_is_there(string fault, int times)
    {
        var id = await Approved();
        Server.Fail("GET", Payments, Enum.Parse<StripeFault>(fault), times);
        var fact = await World.Drive(World.Gateway.Read(id, Stop));

        Assert.True(fact is PaymentFact.Approved or PaymentFact.Unknown, $"A reading said {fact}.");
        Server.Heal();
        Assert.IsType<PaymentFact.Approved>(await World.Drive(World.Gateway.Read(id, Stop)));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Lists_nothing_or_what_is_there(string fault, int times)
    {
        await Approved();
        Server.Fail("GET", Payments, Enum.Parse<StripeFault>(fault), times);
        var now = World.Clock.GetUtcNow();
        var page = await World.Drive(World.Gateway.ListPayments(now.AddHours(-1), now, null, Stop));
        Assert.True(page is null or { Items.Length: 1 });

        Server.Fail("GET", Payments, Enum.Parse<StripeFault>(fault), times);
        var found = await World.Drive(World.Gateway.Find("order-1/1", now.AddHours(-1), now, Stop));
        Assert.True(found is PaymentFact.Approved or PaymentFact.Unknown, $"A list said {found}.");
    }

    [Fact]
    public async Task Repeats_no_request_under_a_key_that_stripe_broke_down_over_twice()
    {
        Server.Fail("POST", Payments, StripeFault.BreakdownBefore, times: 20);
        await World.Drive(Sent(Request("pm_card_visa")), patiences: 2);

        Assert.Equal(
            [$"POST {Payments}", $"POST {Payments}", $"GET {Payments}"], Server.Requests);
    }

    [Fact]
    public async Task Repeats_three_times_when_it_is_told_to_wait()
    {
        Server.Fail("POST", Payments, StripeFault.TooMany, times: 20);
        var fact = await World.Drive(World.Gateway.Authorize(Request("pm_card_visa"), Stop));

        Assert.Equal(new PaymentFact.Unknown("http_429"), fact);
        Assert.Equal(4, Server.Requests.Count);
    }

    [Fact]
    public async Task Sends_nothing_more_when_a_key_is_old()
    {
        var sent = World.Clock.GetUtcNow();
        Server.Fail("POST", Payments, StripeFault.TimeoutAfter);
        await World.Drive(Sent(Request("pm_card_visa")), patiences: 2);
        await World.Clock.Advance(TimeSpan.FromHours(23));
        Server.Requests.Clear();

        Assert.IsType<PaymentFact.Approved>(await Learned(Request("pm_card_visa"), sent));
        Assert.Equal([$"GET {Payments}"], Server.Requests);
    }

    /// <summary>G4: a cancel that broke down is refused under its key for ever, and the promise stands.</summary>
    [Fact]
    public async Task Ends_a_promise_under_another_key_when_the_first_is_spent()
    {
        var id = await Approved();
        Server.Fail("POST", $"{Payments}/{id}/cancel", StripeFault.BreakdownBefore, times: 1);

        Assert.IsType<PaymentFact.Cancelled>(await World.Drive(
            Inquiry.Ask(new(Request("pm_card_visa"), World.Clock.GetUtcNow(), id, true, InquiryPurpose.EndAction)),
            patiences: 2));
        Assert.Equal("canceled", Server.Books.Payments.Single().Status);
    }

    private GatewayInquiry Inquiry => new(World.Gateway, new(World.Clock, World.Shop));

    private async Task<PaymentFact> Learned(AuthorizeRequest request, DateTimeOffset sent) => await World.Drive(
        Inquiry.Ask(new(request, sent, PaymentId: null, SecretGiven: false, InquiryPurpose.Learn)), patiences: 2);

    private async Task<PaymentFact> Faced(string fault, int times, string path, Func<Task<PaymentFact>> call)
    {
        Server.Fail("POST", path, Enum.Parse<StripeFault>(fault), times);
        var fact = await World.Drive(call());
        Server.Heal();
        var isDone = fact is PaymentFact.Cancelled or PaymentFact.Approved { Open: false };
        return isDone ? fact : await World.Drive(call());
    }

    private async Task<string> Approved() => Assert.IsType<PaymentFact.Approved>(
        await World.Drive(World.Gateway.Authorize(Request("pm_card_visa"), Stop))).PaymentId;

    private Task<PaymentFact> Capture(string id) =>
        World.Gateway.Capture(new(id, new(500, "USD"), Final: true, "order-1/1/capture/1"), Stop);

    private Task<RefundFact> Refund(string id) =>
        World.Gateway.Refund(new(id, "order-1/refund-1", new(400, "USD"), "order-1/refund-1"), Stop);

    private Task<MethodFact> Keep(string method, string key = "keep") =>
        World.Gateway.KeepMethod(new("customer-1", method, null, $"customer-1/{key}"), Stop);

    private Task<PaymentFact> Sent(AuthorizeRequest request) =>
        Inquiry.Ask(new(request, World.Clock.GetUtcNow(), null, false, InquiryPurpose.Learn));
}
