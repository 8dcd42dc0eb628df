using System.Net;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests.Journeys;

public sealed class BuyingSomethingOnSqlite(RunningApi api) : BuyingSomething(api), IClassFixture<RunningApi>;

public sealed class BuyingSomethingOnPostgres(PostgresApi api)
    : BuyingSomething(api.Running), IClassFixture<PostgresApi>;

public abstract class BuyingSomething(RunningApi api)
{
    [Fact]
    public async Task Goes_from_the_catalogue_to_the_parcel()
    {
        await api.Product("enamel-mug", "MUG", 5);
        var list = (await api.Shop(HttpMethod.Get, "/v1/products?q=thing")).Expect(HttpStatusCode.OK);
        Assert.Contains(
            list.Body["items"]!.AsArray(), item =>
                (string?)item!["sku"] == "MUG" && (string?)item["availability"] == "in_stock");
        var product = (await api.Shop(HttpMethod.Get, "/v1/products/enamel-mug")).Expect(HttpStatusCode.OK);
        Assert.Equal("in_stock", (string?)product.Body["variants"]![0]!["availability"]);

        var cart = await api.FilledCart("MUG", 2);
        var seen = (await cart.See()).Expect(HttpStatusCode.OK);
        Assert.Equal(3998, (int)seen.Body["totals"]!["due"]!["amount"]!);
        Assert.Null(seen.Body["token"]);

        var order = (await cart.Pay()).Expect(HttpStatusCode.Created);
        Assert.Equal("authorized_plus_avs", (string?)order.Body["status"]);
        Assert.Equal(cart.OrderPath, order.Headers.Location?.ToString());
        var item = order.Body["items"]![0]!;
        Assert.Equal(("MUG", 2, "to_be_shipped", 1999),
            ((string?)item["sku"], (int)item["quantity"]!, (string?)item["state"], (int)item["price"]!["amount"]!));
        Assert.Equal("4242", (string?)order.Body["payments"]![0]!["last4"]);
        (await cart.Pay()).Expect(HttpStatusCode.OK);

        await ShipAndSee(cart);
    }

    [Fact]
    public async Task Shows_changes_of_a_line()
    {
        await api.Product("spoon", "SPOON", 5);
        var cart = await api.FilledCart("SPOON", 2);
        var line = (string?)(await cart.See()).Body["lines"]![0]!["id"];
        var more = (await api.Shop(HttpMethod.Patch, $"{cart.Path}/lines/{line}", """{"quantity":3}""", cart.Token))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(5997, (int)more.Body["totals"]!["items"]!["amount"]!);
        var none = (await api.Shop(HttpMethod.Patch, $"{cart.Path}/lines/{line}", """{"quantity":0}""", cart.Token))
            .Expect(HttpStatusCode.OK);
        Assert.Empty(none.Body["lines"]!.AsArray());
    }

    [Fact]
    public async Task Ends_open_again_after_a_decline()
    {
        await api.Product("fork", "FORK", 5);
        var cart = await api.FilledCart("FORK");
        (await cart.Pay("pm_card_chargeDeclined")).ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        Assert.Equal("open", (string?)(await cart.See()).Body["status"]);
        Assert.Null((await cart.Order()).Expect(HttpStatusCode.OK).Body["confirmedAt"]);
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        Assert.NotNull((await cart.Order()).Body["confirmedAt"]);
    }

    [Fact]
    public async Task Says_what_is_short()
    {
        await api.Product("knife", "KNIFE", 1);
        var cart = await api.FilledCart("KNIFE", 2);
        var answer = (await cart.Pay()).ExpectProblem(HttpStatusCode.Conflict, "out_of_stock");
        Assert.Equal(1, (int)answer.Body["lines"]![0]!["available"]!);
    }

    [Fact]
    public async Task Waits_for_the_shoppers_own_step()
    {
        await api.Product("plate", "PLATE", 5);
        var cart = await api.FilledCart("PLATE");
        var order = (await cart.Pay("pm_card_authenticationRequired")).Expect(HttpStatusCode.Accepted);
        var payment = order.Body["payments"]![0]!;
        Assert.Equal("action_required", (string?)payment["status"]);
        var secret = (string)payment["clientSecret"]!;
        var staff = await api.Staff(HttpMethod.Get, "/v1/admin" + cart.OrderPath["/v1".Length..]);
        Assert.DoesNotContain(secret, staff.Text, StringComparison.Ordinal);
        (await api.Shop(HttpMethod.Post, $"/v1/sim/payments/{secret}/authenticate", """{"result":"succeed"}"""))
            .Expect(HttpStatusCode.OK);
        var paid = (await api.Shop(HttpMethod.Post, cart.OrderPath + "/payment/refresh", "{}", cart.Token))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("authorized_plus_avs", (string?)paid.Body["status"]);
    }

    [Fact]
    public async Task Can_be_given_up()
    {
        await api.Product("bowl", "BOWL", 5);
        var cart = await api.FilledCart("BOWL");
        (await cart.Pay("pm_card_authenticationRequired")).Expect(HttpStatusCode.Accepted);
        (await cart.Pay()).ExpectProblem(HttpStatusCode.Conflict, "cart_frozen");
        var open = (await api.Shop(HttpMethod.Post, cart.OrderPath + "/payment/cancel", "{}", cart.Token))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("open", (string?)open.Body["status"]);
        Assert.NotNull(open.Body["lines"]);
    }

    private async Task ShipAndSee(OwnCart cart)
    {
        var path = "/v1/admin" + cart.OrderPath["/v1".Length..];
        var list = (await api.Staff(HttpMethod.Get, "/v1/admin/orders?status=authorized_plus_avs&limit=250"))
            .Expect(HttpStatusCode.OK);
        Assert.Contains(
            list.Body["items"]!.AsArray(), entry => "/v1/orders/" + (string?)entry!["id"] == cart.OrderPath);
        var shipped = (
            await api.Staff(HttpMethod.Post, path + "/shipments", """{"carrier":"Northern Post","tracking":"NP1"}"""))
            .Expect(HttpStatusCode.Created);
        Assert.Equal("fulfilled", (string?)shipped.Body["status"]);
        Assert.Equal("NP1", (string?)shipped.Body["shipments"]![0]!["tracking"]);
        (await api.Staff(HttpMethod.Post, path + "/void", """{"reason":"Too late."}"""))
            .ExpectProblem(HttpStatusCode.Conflict, "order_has_shipped");
        var history = (await api.Staff(HttpMethod.Get, path + "/history")).Expect(HttpStatusCode.OK);
        JsonNode newest = history.Body["items"]![0]!;
        Assert.Equal(("order.items-shipped", "admin:configured"), ((string?)newest["type"], (string?)newest["who"]));
        Assert.Equal("fulfilled", (string?)(await cart.Order()).Body["status"]);
        var stock = (await api.Staff(HttpMethod.Get, "/v1/admin/stock/mug")).Expect(HttpStatusCode.OK);
        Assert.Equal((string?)"MUG", (string?)stock.Body["sku"]);
    }
}
