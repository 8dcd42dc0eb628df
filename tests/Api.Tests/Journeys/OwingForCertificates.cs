using System.Net;

namespace Commerce.Api.Tests.Journeys;

public sealed class OwingForCertificatesOnSqlite(RunningApi api) : OwingForCertificates(api), IClassFixture<RunningApi>;

public sealed class OwingForCertificatesOnPostgres(PostgresApi home)
    : OwingForCertificates(home.Running), IClassFixture<PostgresApi>;

/// <summary>MON-14, MON-15: what the shop owes falls with what leaves the house, and not before.</summary>
public abstract class OwingForCertificates(RunningApi api)
{
    [Fact]
    public async Task Falls_as_goods_leave_and_rises_as_they_come_back()
    {
        await api.Product("owed-kettle", "OWED-KETTLE", 9);
        var ada = await SignedIn.New(api, "owed@example.com");
        await ada.Gift(3000);
        Assert.Equal((3000, 0), await Owed());

        var paid = (await ada.Pay(await ada.FilledCart("OWED-KETTLE", 3))).Expect(HttpStatusCode.Created);
        Assert.Equal((0, 3000), await Owed());

        var order = $"/v1/admin/orders/{paid.Body["id"]}";
        await Ship(order, """{"items":[{"itemId":"1","quantity":1}]}""");
        Assert.Equal((0, 1001), await Owed());

        var item = (await api.Staff(HttpMethod.Get, order)).Body["items"]!.AsArray()
            .First(one => (string?)one!["state"] == "shipped")!["id"];
        (await api.Staff(
            HttpMethod.Post, order + "/returns", $$"""{"reason":"Too small.","items":[{"itemId":"{{item}}"}]}"""))
            .Expect(HttpStatusCode.Created);
        await Soon.Is(async () => await Owed() == (1999, 1001), "the certificate had its money again");

        await Ship(order, "{}");
        Assert.Equal((1999, 0), await Owed());
    }

    private async Task Ship(string order, string body) =>
        (await api.Staff(HttpMethod.Post, order + "/shipments", body)).Expect(HttpStatusCode.Created);

    private async Task<(long Left, long Tied)> Owed()
    {
        var quarters = (await api.Staff(HttpMethod.Get, "/v1/admin/reports/gift-certificate-liability"))
            .Expect(HttpStatusCode.OK).Body["quarters"]!.AsArray();
        return (
            quarters.Sum(quarter => (long)quarter!["left"]!["amount"]!),
            quarters.Sum(quarter => (long)quarter!["tied"]!["amount"]!));
    }
}
