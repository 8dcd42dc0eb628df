using System.Net;

namespace Commerce.Api.Tests.Journeys;

public sealed class ReinstatingCertificatesOnSqlite(RunningApi api)
    : ReinstatingCertificates(api), IClassFixture<RunningApi>;

public sealed class ReinstatingCertificatesOnPostgres(PostgresApi home)
    : ReinstatingCertificates(home.Running), IClassFixture<PostgresApi>;

/// <summary>GC-17, REF-05: what an order took of certificates comes back exactly once, however the order
/// ends.</summary>
public abstract class ReinstatingCertificates(RunningApi api)
{
    [Fact]
    public async Task Gives_all_of_it_back_when_the_order_is_voided()
    {
        var (ada, certificate, cart) = await Covered("voided", 1);
        var paid = (await ada.Pay(cart)).Expect(HttpStatusCode.Created);
        Assert.Equal(0, await ada.Balance());
        var path = $"/v1/admin/orders/{paid.Body["id"]}/void";
        var key = Keys.Fresh();
        foreach (var again in (string?[])[key, key])
            (await api.Staff(HttpMethod.Post, path, """{"reason":"Sold out."}""", again)).Expect(HttpStatusCode.OK);
        await api.Staff(HttpMethod.Post, path, """{"reason":"Sold out."}""");
        await Soon.Is(async () => await ada.Balance() == 1000, "the balance was whole again");
        await Used(certificate, 1000, 1000);
    }

    [Theory]
    [InlineData("pm_card_chargeDeclined")]
    [InlineData("pm_card_chargeDeclinedExpiredCard")]
    public async Task Gives_all_of_it_back_when_the_card_is_declined(string method)
    {
        var (ada, certificate, cart) = await Covered(method, 1);
        (await ada.Pay(cart, method)).ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        Assert.Equal(1000, await ada.Balance());
        (await ada.Pay(cart)).Expect(HttpStatusCode.Created);
        Assert.Equal(0, await ada.Balance());
        await Used(certificate, 2000, 1000);
    }

    [Fact]
    public async Task Gives_all_of_it_back_when_the_shopper_gives_the_payment_up()
    {
        var (ada, certificate, cart) = await Covered("given-up", 1);
        var waiting = (await ada.Pay(cart, "pm_card_authenticationRequired")).Expect(HttpStatusCode.Accepted);
        Assert.Equal(0, await ada.Balance());
        for (var times = 0; times < 2; times++)
            await ada.Send(HttpMethod.Post, $"/v1/orders/{waiting.Body["id"]}/payment/cancel", "{}");
        await Soon.Is(async () => await ada.Balance() == 1000, "the balance was whole again");
        await Used(certificate, 1000, 1000);
    }

    [Fact]
    public async Task Gives_a_part_of_it_back_for_what_returns_and_never_more_than_was_used()
    {
        var (ada, certificate, cart) = await Covered("returned", 2);
        var paid = (await ada.Pay(cart)).Expect(HttpStatusCode.Created);
        Assert.Equal((1000, 2998), (Amount(paid, "certificates"), Amount(paid, "due")));
        var order = $"/v1/admin/orders/{paid.Body["id"]}";
        (await api.Staff(HttpMethod.Post, order + "/shipments", "{}")).Expect(HttpStatusCode.Created);

        long cash = 0, back = 0;
        for (var unit = 1; unit <= 2; unit++)
        {
            var key = Keys.Fresh();
            var items = (await api.Staff(HttpMethod.Get, order)).Body["items"]!.AsArray();
            var item = items.First(one => (string?)one!["state"] == "shipped")!["id"];
            var body = $$"""{"reason":"Too small.","items":[{"itemId":"{{item}}","quantity":1}]}""";
            for (var click = 0; click < 2; click++)
                (await api.Staff(HttpMethod.Post, order + "/returns", body, key)).Expect(HttpStatusCode.Created);
            var refund = (await api.Staff(HttpMethod.Get, order)).Body["refunds"]!.AsArray()[^1]!;
            Assert.Equal(1999, (long)refund["total"]!["amount"]!);
            cash += (long)refund["cash"]!["amount"]!;
            back += (long)refund["certificates"]!["amount"]!;
            var expected = back;
            await Soon.Is(async () => await ada.Balance() == expected, $"{expected} were back");
        }

        Assert.Equal((2998, 1000), (cash, back));
        await Used(certificate, 1000, 1000);
    }

    private async Task<(SignedIn Ada, string Certificate, string Cart)> Covered(string name, int quantity)
    {
        var slug = name.Replace("_", "-", StringComparison.Ordinal).ToLowerInvariant();
        await api.Product("kettle-" + slug, "KETTLE-" + slug, 9);
        var ada = await SignedIn.New(api, slug + "@example.com");
        var certificate = await ada.Gift(1000);
        return (ada, certificate, await ada.FilledCart("KETTLE-" + slug, quantity));
    }

    private async Task Used(string certificate, long used, long reinstated)
    {
        var shown = (await api.Staff(HttpMethod.Get, $"/v1/admin/gift-certificates/{certificate}"))
            .Expect(HttpStatusCode.OK).Body;
        var usage = shown["usage"]!.AsArray();
        Assert.Equal((used, reinstated), (
            usage.Sum(one => (long)one!["amountUsed"]!["amount"]!),
            usage.Sum(one => (long)one!["amountReinstated"]!["amount"]!)));
        Assert.Equal(1000 - used + reinstated, (long)shown["left"]!["amount"]!);
    }

    private static long Amount(Answer order, string total) => (long)order.Body["totals"]![total]!["amount"]!;
}
