using System.Net;

namespace Commerce.Api.Tests.Journeys;

public sealed class RepeatingRequests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Makes_the_same_cart_for_the_same_key()
    {
        var key = Keys.Fresh();
        var first = (await api.Shop(HttpMethod.Post, "/v1/carts", "{}", key: key)).Expect(HttpStatusCode.Created);
        var again = (await api.Shop(HttpMethod.Post, "/v1/carts", "{}", key: key)).Expect(HttpStatusCode.Created);
        var other = (await api.Shop(HttpMethod.Post, "/v1/carts", "{}", key: Keys.Fresh()))
            .Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, again.Text);
        Assert.NotEqual((string?)first.Body["id"], (string?)other.Body["id"]);
        Assert.Matches("^cart-[0-9a-z]{26}$", (string?)first.Body["id"]);
    }

    [Fact]
    public async Task Makes_another_cart_without_a_key()
    {
        var first = await api.Shop(HttpMethod.Post, "/v1/carts");
        var second = await api.Shop(HttpMethod.Post, "/v1/carts", "{}");
        Assert.NotEqual((string?)first.Body["id"], (string?)second.Body["id"]);
    }

    [Fact]
    public async Task Needs_an_unguessable_key_where_a_storefront_creates() =>
        (await api.Shop(HttpMethod.Post, "/v1/carts", "{}", key: "1234567890123456789"))
            .ExpectProblem(HttpStatusCode.BadRequest, "idempotency_key_too_short");

    [Theory]
    [InlineData("")]
    [InlineData("with blank in between it")]
    [InlineData(null)]
    public async Task Refuses_a_key_that_is_none(string? key) =>
        (await api.Shop(HttpMethod.Post, "/v1/carts", "{}", key: key ?? new string('k', 256)))
            .ExpectProblem(HttpStatusCode.BadRequest, "idempotency_key_invalid");

    [Fact]
    public async Task Happens_once_and_answers_the_same()
    {
        var key = Keys.Fresh();
        const string body = """{"kind":"storefront","label":"Second storefront"}""";
        var first = (await api.Staff(HttpMethod.Post, "/v1/admin/keys", body, key)).Expect(HttpStatusCode.Created);
        var again = (await api.Staff(HttpMethod.Post, "/v1/admin/keys", body, key)).Expect(HttpStatusCode.Created);
        Assert.Equal((string?)first.Body["id"], (string?)again.Body["id"]);
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", again.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.NotNull(first.Body["key"]);
        Assert.Null(again.Body["key"]);
        Assert.Equal(first.ETag, again.ETag);
    }

    [Fact]
    public async Task Refuses_the_same_key_with_another_body()
    {
        var key = Keys.Fresh();
        (await api.Staff(HttpMethod.Post, "/v1/admin/keys", """{"kind":"storefront","label":"One"}""", key))
            .Expect(HttpStatusCode.Created);
        (await api.Staff(HttpMethod.Post, "/v1/admin/keys", """{"kind":"storefront","label":"Two"}""", key))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_used");
    }

    [Fact]
    public async Task Keeps_no_answer_without_effect()
    {
        var key = Keys.Fresh();
        (await api.Staff(HttpMethod.Post, "/v1/admin/keys", """{"kind":"admin","label":"No role"}""", key))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid_value");
        (await api.Staff(HttpMethod.Post, "/v1/admin/keys", """{"kind":"storefront","label":"Three"}""", key))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Adds_a_line_once_for_fifty_clicks()
    {
        await api.Product("button", "BUTTON", 100);
        var cart = await api.Cart();
        var key = Keys.Fresh();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cart.Add("BUTTON", 2, key)));
        Assert.All(answers, answer => answer.Expect(HttpStatusCode.OK));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Equal(2, (int)(await cart.See()).Body["lines"]![0]!["quantity"]!);
        Assert.Equal(49, answers.Count(answer => answer.Headers.Contains("Idempotent-Replayed")));
    }

    [Fact]
    public async Task Adds_up_without_a_key()
    {
        await api.Product("stamp", "STAMP", 100);
        var cart = await api.Cart();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cart.Add("STAMP", 1)));
        Assert.Equal(20, (int)(await cart.See()).Body["lines"]![0]!["quantity"]!);
    }

    [Fact]
    public async Task Pays_once_for_fifty_clicks()
    {
        await api.Product("ticket", "TICKET", 100);
        var cart = await api.FilledCart("TICKET");
        var key = Keys.Fresh();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => cart.Pay(key: key)));
        var settled = answers.Where(answer => answer.Code != "request_in_progress").ToList();
        Assert.All(settled, answer => answer.Expect(HttpStatusCode.Created));
        Assert.Single(settled.Select(answer => answer.Text).Distinct());
        var stock = await api.Staff(HttpMethod.Get, "/v1/admin/stock/TICKET");
        Assert.Equal(1, (int)stock.Body["held"]!);
        (await cart.Pay("pm_card_avsFail", key))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_used");
    }

    [Fact]
    public async Task Shows_the_current_secret_when_a_step_is_waited_for()
    {
        await api.Product("safe", "SAFE", 5);
        var cart = await api.FilledCart("SAFE");
        var key = Keys.Fresh();
        var first = (await cart.Pay("pm_card_authenticationRequired", key)).Expect(HttpStatusCode.Accepted);
        var again = (await cart.Pay("pm_card_authenticationRequired", key)).Expect(HttpStatusCode.Accepted);
        Assert.Equal(first.Text, again.Text);
        Assert.NotNull(first.Body["payments"]![0]!["clientSecret"]);
    }

    [Fact]
    public async Task Keeps_a_decline()
    {
        await api.Product("vase", "VASE", 5);
        var cart = await api.FilledCart("VASE");
        var key = Keys.Fresh();
        (await cart.Pay("pm_card_chargeDeclined", key))
            .ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        var again = await cart.Pay("pm_card_chargeDeclined", key);
        again.ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        Assert.True(again.Headers.Contains("Idempotent-Replayed"));
    }
}
