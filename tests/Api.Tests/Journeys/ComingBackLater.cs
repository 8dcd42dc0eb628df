using System.Net;

namespace Commerce.Api.Tests.Journeys;

/// <summary>What a cart's token and an idempotency key are worth as time goes by.</summary>
public sealed class ComingBackLater : IAsyncLifetime
{
    private readonly ShiftedClock clock = new();
    private readonly RunningApi api;

    public ComingBackLater() => api = new() { Clock = clock };

    public ValueTask InitializeAsync() => api.InitializeAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Sees_the_order_with_the_carts_token_for_thirty_days()
    {
        await api.Product("bell", "BELL", 5);
        var cart = await api.FilledCart("BELL");
        (await cart.Pay()).Expect(HttpStatusCode.Created);

        clock.PutAhead(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(5));
        (await cart.Order()).Expect(HttpStatusCode.OK);
        clock.PutAhead(TimeSpan.FromMinutes(5));
        (await cart.Order()).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await api.Shop(HttpMethod.Post, cart.OrderPath + "/payment/refresh", "{}", cart.Token))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await api.Staff(HttpMethod.Get, "/v1/admin" + cart.OrderPath["/v1".Length..])).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Meets_the_cart_of_a_key_for_a_day_after_its_first_line()
    {
        await api.Product("bell", "BELL", 5);
        var key = Keys.Fresh();
        var made = (await Make(key)).Expect(HttpStatusCode.Created);
        var cart = new OwnCart(api, (string)made.Body["id"]!, (string)made.Body["token"]!);
        (await cart.Add("BELL", 1)).Expect(HttpStatusCode.OK);

        clock.PutAhead(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(5));
        var again = (await Make(key)).Expect(HttpStatusCode.Created);
        Assert.Equal((made.Text, made.ETag), (again.Text, again.ETag));
        clock.PutAhead(TimeSpan.FromMinutes(5));
        (await Make(key)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_used");
        Assert.Single((await cart.See()).Body["lines"]!.AsArray());
    }

    private Task<Answer> Make(string key) => api.Shop(HttpMethod.Post, "/v1/carts", "{}", key: key);
}
