using System.Net;

namespace Commerce.Api.Tests.Journeys;

public sealed class GivingAPaymentUp(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Is_refused_when_the_order_is_another_than_the_one_seen()
    {
        var cart = await Waiting("tray");
        (await Post(cart, "cancel", "{}", ifMatch: "\"99\""))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "version_stale");
        (await Post(cart, "refresh", "{}", ifMatch: "\"99\""))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "version_stale");
        Assert.Equal("confirmed", (string?)(await cart.Order()).Body["status"]);
    }

    [Fact]
    public async Task Answers_a_repeat_and_refuses_its_key_for_another_body()
    {
        var cart = await Waiting("cup");
        var key = Keys.Fresh();
        var first = (await Post(cart, "cancel", "{}", key)).Expect(HttpStatusCode.OK);
        Assert.Equal("open", (string?)first.Body["status"]);
        var again = (await Post(cart, "cancel", "{}", key)).Expect(HttpStatusCode.OK);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(["true"], again.Headers.GetValues("Idempotent-Replayed"));
        (await Post(cart, "cancel", "{ }", key))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_used");
    }

    [Fact]
    public async Task Tells_of_a_refresh_again_what_it_found()
    {
        var cart = await Waiting("dish");
        var secret = (string)(await cart.Order()).Body["payments"]![0]!["clientSecret"]!;
        (await api.Shop(HttpMethod.Post, $"/v1/sim/payments/{secret}/authenticate", """{"result":"fail"}"""))
            .Expect(HttpStatusCode.OK);
        var key = Keys.Fresh();
        var first = (await Post(cart, "refresh", "{}", key)).Expect(HttpStatusCode.OK);
        Assert.Equal("in_basket", (string?)first.Body["status"]);
        var again = (await Post(cart, "refresh", "{}", key)).Expect(HttpStatusCode.OK);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(["true"], again.Headers.GetValues("Idempotent-Replayed"));
        (await Post(cart, "refresh", "{ }", key))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_used");
    }

    private async Task<OwnCart> Waiting(string what)
    {
        await api.Product(what, what, 5);
        var cart = await api.FilledCart(what);
        (await cart.Pay("pm_card_authenticationRequired")).Expect(HttpStatusCode.Accepted);
        return cart;
    }

    private Task<Answer> Post(OwnCart cart, string what, string body, string? key = null, string? ifMatch = null)
    {
        var request = RunningApi.Request(
            HttpMethod.Post, $"{cart.OrderPath}/payment/{what}", body, RunningApi.StorefrontKey, cart.Token, key);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return api.Send(request);
    }
}
