using System.Net;
using System.Text.Json.Nodes;
using Commerce.Grains.Payments;
using Commerce.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Journeys;

/// <summary>What shoppers and staff see when the gateway does other than it was asked to, or breaks down.</summary>
public sealed class HearingTheGateway : IAsyncLifetime
{
    private const string Wish = """
        {"amount":{"amount":5000,"currency":"USD"},"to":"Ada","from":"Bob","message":"Well done!",
        "recipientEmail":"ada.lovelace@example.com","payment":{"method":"pm_card_visa"}}
        """;

    private readonly CountedGateway gateway = new(TimeProvider.System);
    private readonly RunningApi api;

    public HearingTheGateway() => api = new()
    {
        More = services => services.AddSingleton<ICardGateway>(gateway),
        Settings = ["--Commerce:ErrandRetry", "00:00:01"],
    };

    public ValueTask InitializeAsync() => api.InitializeAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    /// <summary>200 <c>succeeded</c> is an authorisation too.</summary>
    [Fact]
    public async Task Ships_what_the_gateway_took_with_the_promise_without_asking_again()
    {
        gateway.TakesAtOnce = true;
        var (cart, path) = await Paid("bowl");
        var order = (await cart.Order()).Expect(HttpStatusCode.OK);
        var due = Amount(order.Body["totals"]!["due"]);
        Assert.Equal(due, Amount(order.Body["payments"]![0]!["captured"]));
        var shipped = (await api.Staff(HttpMethod.Post, $"{path}/shipments", "{}")).Expect(HttpStatusCode.Created);
        Assert.Equal("shipped", (string?)shipped.Body["shipments"]![0]!["status"]);
        Assert.Equal((due, due), (Amount(Assert.Single(shipped.Body["payments"]!.AsArray())!["captured"]), Taken));
        Assert.DoesNotContain(gateway.Requests, request => request.Operation is "capture" or "refund");
    }

    [Fact]
    public async Task Gives_back_what_the_gateway_took_for_an_order_that_is_voided()
    {
        gateway.TakesAtOnce = true;
        var (cart, path) = await Paid("vase");
        (await api.Staff(HttpMethod.Post, $"{path}/void", """{"reason":"Broken."}""")).Expect(HttpStatusCode.OK);
        await Soon.Is(
            async () => (string?)(await cart.Order()).Body["payments"]![0]!["status"] == "cancelled",
            "the money went back");
        var book = Assert.Single(gateway.Books);
        Assert.Equal((book.Amount, book.Amount), (book.Captured, book.Refunded));
        Assert.Equal("re_" + book.Attempt + "/return", Assert.Single(gateway.RefundIds));
    }

    /// <summary>The same 5xx twice: whoever asks after that, the capture is only read.</summary>
    [Fact]
    public async Task Sends_a_capture_no_third_time_over_which_the_gateway_broke_down_twice()
    {
        var (cart, path) = await Paid("jug");
        var sent = BreakingDown("capture");
        var waiting = (await api.Staff(HttpMethod.Post, $"{path}/shipments", "{}")).Expect(HttpStatusCode.Accepted);
        Assert.Equal("awaiting_payment", (string?)waiting.Body["shipments"]![0]!["status"]);
        Assert.Equal(2, sent());
        (await api.Staff(HttpMethod.Post, $"{path}/returns", """{"reason":"No.","items":[{"itemId":"1"}]}"""))
            .ExpectProblem(HttpStatusCode.Conflict, "shipment_unsettled");
        Assert.Equal((2, 0), (sent(), Taken));
        Assert.Equal("authorized_plus_avs", (string?)(await cart.Order()).Body["status"]);
    }

    [Fact]
    public async Task Makes_a_refund_that_the_gateway_broke_down_over_and_made_all_the_same()
    {
        var (_, path) = await Paid("mug");
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", "{}")).Expect(HttpStatusCode.Created);
        gateway.Silences = name => name == "refund" ? Silence.BreakdownAfter : Silence.None;
        var returned = (await api.Staff(
            HttpMethod.Post, $"{path}/returns", """{"reason":"No.","items":[{"itemId":"1"}],"restock":false}"""))
            .Expect(HttpStatusCode.Created);
        Assert.Equal("settled", (string?)returned.Body["refunds"]![0]!["parts"]![0]!["status"]);
        Assert.Equal(Taken, Assert.Single(gateway.Books).Refunded);
        Assert.Equal(1, gateway.Requests.Single(request => request.Operation == "refund").Sends);
    }

    [Fact]
    public async Task Takes_the_money_of_a_certificate_and_shows_the_card_that_paid_it()
    {
        var buyer = await SignedIn.New(api, "bob@example.com");
        var bought = (await buyer.Send(HttpMethod.Post, "/v1/gift-certificates", Wish)).Expect(HttpStatusCode.Created);
        Assert.Equal("4242", (string?)bought.Body["card"]!["last4"]);
        await Soon.Is(() => Task.FromResult(Taken == 5000), "the money was taken");
        Assert.Equal(1, gateway.Requests.Single(request => request.Operation == "capture").Sends);
        var id = (string)bought.Body["id"]!;
        var shown = (await api.Staff(HttpMethod.Get, $"/v1/admin/gift-certificates/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(bought.Body["card"]!.ToJsonString(), shown.Body["card"]!.ToJsonString());
        await Soon.Is(async () => Amount((await PaymentOf(id))["captured"]) == 5000, "the list shows what was taken");
        Assert.Equal("4242", (string?)(await PaymentOf(id))["last4"]);
    }

    [Fact]
    public async Task Keeps_a_certificate_valid_over_whose_capture_the_gateway_breaks_down()
    {
        var buyer = await SignedIn.New(api, "carol@example.com");
        var sent = BreakingDown("capture");
        var bought = (await buyer.Send(HttpMethod.Post, "/v1/gift-certificates", Wish)).Expect(HttpStatusCode.Created);
        Assert.Equal("authorized_plus_avs", (string?)bought.Body["status"]);
        await Soon.Is(() => Task.FromResult(sent() > 0), "its money was asked for");
        gateway.Silences = _ => Silence.None;
        await Soon.Is(() => Task.FromResult(Taken == 5000), "the money was taken once the gateway was well");
        Assert.Single(gateway.Books);
    }

    [Fact]
    public async Task Fails_the_purchase_of_a_certificate_whose_card_is_declined()
    {
        var buyer = await SignedIn.New(api, "dora@example.com");
        var declined = Wish.Replace("pm_card_visa", "pm_card_chargeDeclined", StringComparison.Ordinal);
        (await buyer.Send(HttpMethod.Post, "/v1/gift-certificates", declined))
            .ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        Assert.DoesNotContain(gateway.Requests, request => request.Operation == "capture");
    }

    private long Taken => gateway.Books.Sum(book => book.Captured);

    private Func<int> BreakingDown(string operation)
    {
        var sent = 0;
        gateway.Silences = name =>
        {
            if (name != operation) return Silence.None;
            sent++;
            return Silence.BreakdownBefore;
        };
        return () => sent;
    }

    private async Task<(OwnCart Cart, string Path)> Paid(string what)
    {
        await api.Product(what, what.ToUpperInvariant(), 5);
        var cart = await api.FilledCart(what.ToUpperInvariant());
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        return (cart, $"/v1/admin{cart.OrderPath["/v1".Length..]}");
    }

    private async Task<JsonNode> PaymentOf(string owner) => Assert.Single(
        (await api.Staff(HttpMethod.Get, "/v1/admin/payments")).Expect(HttpStatusCode.OK).Body["items"]!.AsArray(),
        item => item!.ToJsonString().Contains(owner, StringComparison.Ordinal))!;

    private static long Amount(JsonNode? money) => (long)money!["amount"]!;
}
