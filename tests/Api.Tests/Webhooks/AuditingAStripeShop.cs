using System.Net;
using Commerce.Kit;
using Commerce.Silo.Storage.Audit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Webhooks;

public sealed class AuditingAStripeShopOnSqlite() : AuditingAStripeShop(null);

public sealed class AuditingAStripeShopOnPostgres(Databases databases) : AuditingAStripeShop(databases);

/// <summary>Stripe's book is not on this machine: the audit says that it does not compare it, and finds nothing wrong
/// with the rest.</summary>
public abstract class AuditingAStripeShop(Databases? postgres)
{
    [Fact]
    public async Task Is_clean_after_a_sale()
    {
        await using var shop = await StripeShop.Open(postgres);
        var cart = await shop.Api.FilledCart("LAMP-1", 2);
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        (await (await shop.Api.FilledCart("LAMP-1")).Pay("pm_card_chargeDeclined"))
            .ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        var path = $"/v1/admin{cart.OrderPath["/v1".Length..]}/shipments";
        (await shop.Api.Staff(HttpMethod.Post, path, """{"items":[{"itemId":"1","quantity":1}]}"""))
            .Expect(HttpStatusCode.Created);

        var said = "";
        await Soon.Is(
            async () =>
            {
                var output = new StringWriter();
                var code = await AuditCommand.Run(
                    shop.Api.App.Services.GetRequiredService<IConfiguration>(), output);
                said = output.ToString();
                return code == 0;
            },
            "the audit is clean");
        Assert.Contains("Clean.", said);
        Assert.Contains("I7 gateway payments: not checked here (see reconcile)", said);
        Assert.Contains("I2 payments: 2", said);
    }
}
