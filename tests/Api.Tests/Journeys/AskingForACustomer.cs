using System.Net;
using Commerce.Silo.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Journeys;

/// <summary>Staff ask the gateway what became of a payment, for a customer who calls.</summary>
public sealed class AskingForACustomer : IAsyncLifetime
{
    private readonly RunningApi api = new();

    public ValueTask InitializeAsync() => api.InitializeAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Theory]
    [InlineData("succeed", "authorized_plus_avs")]
    [InlineData("fail", "in_basket")]
    public async Task Brings_what_the_gateway_knows_and_mails_what_the_shopper_did_not_see(string result, string status)
    {
        await api.Product("plate", "PLATE", 5);
        var cart = await api.FilledCart("PLATE");
        var order = (await cart.Pay("pm_card_authenticationRequired")).Expect(HttpStatusCode.Accepted);
        var secret = (string)order.Body["payments"]![0]!["clientSecret"]!;
        (await api.Shop(HttpMethod.Post, $"/v1/sim/payments/{secret}/authenticate", $$"""{"result":"{{result}}"}"""))
            .Expect(HttpStatusCode.OK);

        var seen = (await api.Staff(HttpMethod.Post, cart.OrderPath + "/payment/refresh", "{}"))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(status, (string?)seen.Body["status"]);
        Assert.DoesNotContain(secret, seen.Text, StringComparison.Ordinal);
        var mails = await api.App.Services.GetRequiredService<IDatabase>().Read(
            connection => connection.QueryAsync<string>("select template from outbox where id = @id", new
            {
                id = (string?)seen.Body["id"],
            }),
            TestContext.Current.CancellationToken);
        Assert.Single(mails);
    }

    [Fact]
    public async Task Finds_no_order_that_is_none()
    {
        foreach (var id in (string[])["nonsense", "order-nobodys"])
        {
            (await api.Staff(HttpMethod.Post, $"/v1/orders/{id}/payment/refresh", "{}"))
                .ExpectProblem(HttpStatusCode.NotFound, "not_found");
        }
    }
}
