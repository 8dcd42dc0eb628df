using System.Net;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests.Journeys;

public sealed class GivingCertificates(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Password = "correct horse battery";
    private const string Admin = "/v1/admin/gift-certificates";
    private const string Mine = "/v1/me/gift-certificates";

    [Fact]
    public async Task Staff_issue_one_into_the_balance_change_its_expiry_and_void_it()
    {
        var (ada, token) = await Customer("ada@example.com");
        var key = Keys.Fresh();
        var issued = (await Issue(ada, 1000, key: key)).Expect(HttpStatusCode.Created);
        var again = (await Issue(ada, 1000, key: key)).Expect(HttpStatusCode.Created);
        var id = (string)issued.Body["id"]!;
        Assert.Equal(id, (string?)again.Body["id"]);
        Assert.Equal(("authorized", "issued"), ((string?)issued.Body["status"], (string?)issued.Body["kind"]));
        Assert.Equal(1000, await Balance(token));

        (await Issue(ada, 500, "P9D")).ExpectProblem(HttpStatusCode.BadRequest, "invalid_value");
        (await Issue("customer-nobody", 500)).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await api.Staff(HttpMethod.Post, $"{Admin}/{id}/expiry", """{"reason":"Now."}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(0, await Balance(token));
        (await api.Staff(
            HttpMethod.Post, $"{Admin}/{id}/expiry", """{"reason":"Later.","expiresAt":"2090-01-01T00:00:00Z"}"""))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(1000, await Balance(token));
        var gone = (await api.Staff(HttpMethod.Post, $"{Admin}/{id}/void", """{"reason":"A mistake."}"""))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("void", (string?)gone.Body["status"]);
        Assert.Equal("A mistake.", (string?)gone.Body["record"]!["voidReason"]);
        Assert.Equal(0, await Balance(token));
        var history = (await api.Staff(HttpMethod.Get, $"{Admin}/{id}/history")).Expect(HttpStatusCode.OK);
        Assert.Contains("A mistake.", history.Text, StringComparison.Ordinal);
        var listed = (await api.Staff(HttpMethod.Get, $"{Admin}?status=void&owner={ada}")).Expect(HttpStatusCode.OK);
        Assert.Equal(id, (string?)Assert.Single(listed.Body["items"]!.AsArray())!["id"]);
    }

    [Fact]
    public async Task Staff_issue_the_same_to_many_and_to_nobody_twice()
    {
        var (one, oneToken) = await Customer("mass-one@example.com");
        var (two, twoToken) = await Customer("mass-two@example.com");
        var body = $$$"""
            {"customers":["{{{one}}}","{{{two}}}","{{{one}}}","customer-nobody"],"reason":"Thanks.",
            "amount":{"amount":700,"currency":"USD"}}
            """;
        var key = Keys.Fresh();
        for (var times = 0; times < 2; times++)
        {
            var issued = (await api.Staff(HttpMethod.Post, Admin + "/mass", body, key)).Expect(HttpStatusCode.OK);
            Assert.Equal((2, 3), ((int)issued.Body["issued"]!, issued.Body["recipients"]!.AsArray().Count));
        }

        Assert.Equal((700, 700), (await Balance(oneToken), await Balance(twoToken)));
    }

    [Fact]
    public async Task A_customer_buys_one_and_the_recipient_pays_with_it()
    {
        await api.Product("gift-kettle", "GIFT-KETTLE", 9);
        var (_, buyer) = await Customer("buyer@example.com");
        var (_, ada) = await Customer("ada.lovelace@example.com");
        var bought = (await Send(HttpMethod.Post, "/v1/gift-certificates", buyer, Wish("pm_card_visa")))
            .Expect(HttpStatusCode.Created);
        Assert.Equal("Authorized (not yet claimed)", (string?)bought.Body["statusText"]);
        Assert.DoesNotContain("claimCheck", bought.Text, StringComparison.Ordinal);
        var id = (string)bought.Body["id"]!;
        var shown = (await api.Staff(HttpMethod.Get, $"{Admin}/{id}")).Expect(HttpStatusCode.OK);
        var check = (string)shown.Body["claimCheck"]!;
        Assert.Matches($"^ada.lovela-.{{10}}-{shown.Body["number"]}$", check);

        var cart = await FullCart(ada, "GIFT-KETTLE", 3);
        (await Claim(cart, ada, "ada.lovela-ABCDEFGHIJ-" + shown.Body["number"]))
            .ExpectProblem(HttpStatusCode.NotFound, "claim_check_refused");
        (await Claim(cart, ada, check)).Expect(HttpStatusCode.OK);
        Assert.Equal(5000, await Balance(ada));
        var other = await FullCart(buyer, "GIFT-KETTLE", 1);
        (await Claim(other, buyer, check)).ExpectProblem(HttpStatusCode.NotFound, "claim_check_refused");

        var totals = (await Send(HttpMethod.Get, cart, ada)).Expect(HttpStatusCode.OK).Body["totals"]!;
        Assert.Equal((5000, 997), (Amount(totals["certificates"]), Amount(totals["due"])));
        var paid = (await Send(HttpMethod.Post, cart + "/checkout", ada,
            """{"payment":{"method":"pm_card_visa"},"expectedTotal":{"amount":997,"currency":"USD"}}"""))
            .Expect(HttpStatusCode.Created);
        Assert.Equal(997, Amount(paid.Body["payments"]![0]!["amount"]));
        Assert.Equal(0, await Balance(ada));
        var seen = (await Send(HttpMethod.Get, $"{Mine}/purchased/{id}", buyer)).Expect(HttpStatusCode.OK);
        Assert.Equal("Claimed by Recipient", (string?)seen.Body["statusText"]);
        (await Send(HttpMethod.Get, $"{Mine}/purchased/{id}", ada)).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        Assert.Single((await Send(HttpMethod.Get, Mine + "/purchased", buyer)).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task A_decline_fails_the_purchase_and_gives_what_an_order_held_back()
    {
        await api.Product("declined-kettle", "DECLINED-KETTLE", 9);
        var (id, token) = await Customer("declined@example.com");
        (await Send(HttpMethod.Post, "/v1/gift-certificates", token, Wish("pm_card_chargeDeclined")))
            .ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        (await Issue(id, 1000)).Expect(HttpStatusCode.Created);
        var cart = await FullCart(token, "DECLINED-KETTLE", 1);
        (await Send(HttpMethod.Post, cart + "/checkout", token, """{"payment":{"method":"pm_card_chargeDeclined"}}"""))
            .ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        Assert.Equal(1000, await Balance(token));
        var paid = (await Send(HttpMethod.Post, cart + "/checkout", token,
            """{"payment":{"method":"pm_card_visa"}}""")).Expect(HttpStatusCode.Created);
        Assert.Equal(999, Amount(paid.Body["payments"]!.AsArray()[^1]!["amount"]));
    }

    [Fact]
    public async Task Pays_a_whole_order_without_a_card_and_leaves_a_card_what_it_can_pay()
    {
        await api.Product("covered-kettle", "COVERED-KETTLE", 9);
        var (id, token) = await Customer("covered@example.com");
        (await Issue(id, 1980)).Expect(HttpStatusCode.Created);
        var cart = await FullCart(token, "COVERED-KETTLE", 1);
        var totals = (await Send(HttpMethod.Get, cart, token)).Body["totals"]!;
        Assert.Equal((1949, 50), (Amount(totals["certificates"]), Amount(totals["due"])));
        (await Issue(id, 100)).Expect(HttpStatusCode.Created);
        (await Send(HttpMethod.Post, cart + "/checkout", token, """{"payment":{"method":"pm_card_visa"}}"""))
            .ExpectProblem(HttpStatusCode.Conflict, "price_changed");
        var paid = (await Send(HttpMethod.Post, cart + "/checkout", token,
            """{"payment":{"method":"pm_card_visa"}}""")).Expect(HttpStatusCode.Created);
        Assert.Equal((1999, 0), (
            Amount(paid.Body["totals"]!["certificates"]), Amount(paid.Body["totals"]!["due"])));
        Assert.NotNull(paid.Body["confirmedAt"]);
        Assert.Equal(81, await Balance(token));
        var owed = (await api.Staff(HttpMethod.Get, "/v1/admin/reports/gift-certificate-liability"))
            .Expect(HttpStatusCode.OK);
        Assert.Contains(owed.Body["quarters"]!.AsArray(), quarter => Amount(quarter!["tied"]) >= 1999);
    }

    [Fact]
    public async Task Is_claimed_only_by_a_customer_with_a_cart_and_not_guessed()
    {
        await api.Product("guess-kettle", "GUESS-KETTLE", 9);
        var guest = await api.FilledCart("GUESS-KETTLE");
        (await api.Shop(HttpMethod.Post, guest.Path + "/certificates", """{"claimCheck":"a-b-1"}""", guest.Token))
            .ExpectProblem(HttpStatusCode.Unauthorized, "sign_in_required");
        var (id, token) = await Customer("guess@example.com");
        var cart = await FullCart(token, "GUESS-KETTLE", 1);
        for (var tries = 0; tries < 10; tries++)
            (await Claim(cart, token, "a-b-1")).ExpectProblem(HttpStatusCode.NotFound, "claim_check_refused");
        (await Claim(cart, token, "a-b-1")).ExpectProblem(HttpStatusCode.TooManyRequests, "too_many_claims");
        var claims = (await api.Staff(HttpMethod.Get, $"/v1/admin/customers/{id}/claims")).Expect(HttpStatusCode.OK);
        var missed = claims.Body["items"]!.AsArray().First(one => (string?)one!["type"] == "claim-guard.missed")!;
        Assert.Equal(("127.0.0.1", id), ((string?)missed["from"], (string?)missed["who"]));
        (await api.Staff(HttpMethod.Get, "/v1/admin/customers/customer-nobody/claims"))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }

    /// <summary>GC-09: what one has already proves nothing.</summary>
    [Fact]
    public async Task Is_not_guessed_while_one_claims_ones_own_again()
    {
        await api.Product("again-kettle", "AGAIN-KETTLE", 9);
        var (_, token) = await Customer("again@example.com");
        var bought = (await Send(HttpMethod.Post, "/v1/gift-certificates", token, Wish("pm_card_visa")))
            .Expect(HttpStatusCode.Created);
        var check = (string)(await api.Staff(HttpMethod.Get, $"{Admin}/{bought.Body["id"]}")).Body["claimCheck"]!;
        var cart = await FullCart(token, "AGAIN-KETTLE", 1);
        (await Claim(cart, token, "a-b-1")).ExpectProblem(HttpStatusCode.NotFound, "claim_check_refused");
        (await Claim(cart, token, check)).Expect(HttpStatusCode.OK);
        for (var tries = 0; tries < 5; tries++)
        {
            (await Claim(cart, token, "a-b-1")).ExpectProblem(HttpStatusCode.NotFound, "claim_check_refused");
            (await Claim(cart, token, check)).Expect(HttpStatusCode.OK);
        }

        (await Claim(cart, token, "a-b-1")).ExpectProblem(HttpStatusCode.TooManyRequests, "too_many_claims");
    }

    private async Task<(string Id, string Token)> Customer(string email)
    {
        var made = (await api.Shop(
            HttpMethod.Post, "/v1/customers", $$"""{"name":"Ada","email":"{{email}}","password":"{{Password}}"}"""))
            .Expect(HttpStatusCode.Created);
        var opened = (await api.Shop(
            HttpMethod.Post, "/v1/sessions", $$"""{"email":"{{email}}","password":"{{Password}}"}"""))
            .Expect(HttpStatusCode.Created);
        return ((string)made.Body["id"]!, (string)opened.Body["token"]!);
    }

    private Task<Answer> Issue(string customer, long amount, string expires = "P12M", string? key = null) => api.Staff(
        HttpMethod.Post,
        Admin,
        $$$"""
        {"customer":"{{{customer}}}","amount":{"amount":{{{amount}}},"currency":"USD"},"reason":"A gift.",
        "expires":"{{{expires}}}"}
        """,
        key);

    private async Task<long> Balance(string token) =>
        Amount((await Send(HttpMethod.Get, Mine, token)).Expect(HttpStatusCode.OK).Body["balance"]);

    private async Task<string> FullCart(string token, string sku, int quantity)
    {
        var made = (await Send(HttpMethod.Post, "/v1/carts", token, "{}")).Expect(HttpStatusCode.Created);
        var path = "/v1/carts/" + made.Body["id"];
        (await Send(HttpMethod.Post, path + "/lines", token, $$"""{"sku":"{{sku}}","quantity":{{quantity}}}"""))
            .Expect(HttpStatusCode.OK);
        (await Send(HttpMethod.Put, path + "/delivery", token, Shopper.Delivery)).Expect(HttpStatusCode.OK);
        return path;
    }

    private Task<Answer> Claim(string cart, string token, string check) =>
        Send(HttpMethod.Post, cart + "/certificates", token, $$"""{"claimCheck":"{{check}}"}""");

    private Task<Answer> Send(HttpMethod method, string path, string token, string? body = null) =>
        api.Send(RunningApi.Request(method, path, body, token));

    private static long Amount(JsonNode? money) => (long)money!["amount"]!;

    private static string Wish(string method) => $$$"""
        {"amount":{"amount":5000,"currency":"USD"},"to":"Ada","from":"Bob","message":"Well done!",
        "recipientEmail":"ada.lovelace@example.com","payment":{"method":"{{{method}}}"}}
        """;
}
