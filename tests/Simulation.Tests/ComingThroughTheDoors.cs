using Commerce.Simulation.Web;
using Commerce.Simulation.World;

namespace Commerce.Simulation.Tests;

/// <summary>The API's handlers, the webhooks' inbox and the reconciliation are in the world.</summary>
public sealed class ComingThroughTheDoors
{
    [Fact]
    public void Is_done_by_shoppers_staff_and_the_gateway()
    {
        var seen = new Run(Plan.Of(100, 3, 60)).Live().Coverage;
        Assert.True(seen.Of("web", "POST /v1/carts/{id}/lines: 200 done") > 0);
        Assert.Contains(seen.Groups["web"].Keys, name => name is
            "POST /v1/carts/{id}/checkout: 201 done" or "POST /v1/carts/{id}/checkout: 202 done");
        Assert.True(seen.Of("webhook", "kept") > 0);
        Assert.True(seen.Of("reconciliation", "nothing differs") > 0);
    }

    [Fact]
    public void Leads_through_the_doors_that_the_product_has()
    {
        var cart = new WebRequest("POST", "/v1/carts").With([]);
        Assert.Equal((401, "key_missing"), Asked(cart));
        Assert.Equal((401, "key_invalid"), Asked(cart with { Key = "pk_other" }));
        Assert.Equal(
            (403, "forbidden"),
            Asked(new WebRequest("GET", "/v1/admin/orders/{id}").About("id", "order-1") with
            {
                Key = Site.StorefrontKey,
            }));
        Assert.Equal(
            (400, "idempotency_key_too_short"),
            Asked(cart with { Key = Site.StorefrontKey, Once = "short" }));
        Assert.Equal((400, "webhook_invalid"), Asked(new WebRequest("POST", "/v1/webhooks/stripe") with
        {
            Body = "{}"u8.ToArray(),
            Signature = "t=1,v1=00",
        }));
    }

    private static (int Status, string Code) Asked(WebRequest request)
    {
        var town = new Town(Plan.Of(1, 1, 1)) { Weather = { IsCalm = true } };
        WebReply? reply = null;
        town.Add("somebody", async () => reply = await Browser.Once(town, request with { Id = "request-1" }));
        town.Run(() => reply is not null);
        Assert.Empty(town.Auditor.Found);
        return (reply!.Status, reply.Code);
    }
}
