using System.Net;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Tests.Journeys;

public sealed class ExpectingATotal(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Is_refused_for_good_while_it_differs()
    {
        await api.Product("pen", "PEN", 5);
        var cart = await api.FilledCart("PEN");
        var answer = (await Pay(cart, 1000)).ExpectProblem(HttpStatusCode.Conflict, "price_changed");
        Assert.Equal(
            ("/expectedTotal", false, 1000, 1999, 1999),
            (answer.Param, (bool)answer.Body["retryable"]!, (int)answer.Body["expected"]!["amount"]!,
                (int)answer.Body["shown"]!["due"]!["amount"]!, (int)answer.Body["now"]!["due"]!["amount"]!));
        Assert.Null(answer.Headers.RetryAfter);
        Assert.Equal("open", (string?)(await cart.See()).Body["status"]);
        (await Pay(cart, 1999)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public void May_be_left_out_to_accept_a_new_total_by_asking_again()
    {
        var none = Money.Zero("USD");
        var totals = new Totals(none, none, none, none, none);
        Assert.True(new PriceChanged(totals, totals).Retryable);
        Assert.False(new PriceChanged(totals, totals, none).Retryable);
    }

    private Task<Answer> Pay(OwnCart cart, int expected) => api.Shop(
        HttpMethod.Post,
        cart.Path + "/checkout",
        $$$"""
        {"payment":{"method":"pm_card_visa"},"expectedTotal":{"amount":{{{expected}}},"currency":"USD"}}
        """,
        cart.Token);
}
