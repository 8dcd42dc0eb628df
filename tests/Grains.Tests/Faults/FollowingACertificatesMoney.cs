using Commerce.Grains.Certificates;
using Commerce.Kit;
using static Commerce.Grains.Tests.Certificates.GivenACertificate;
using static Commerce.Grains.Tests.Faults.ACertificateSale;

namespace Commerce.Grains.Tests.Faults;

/// <summary>What was taken for a certificate is asked about daily until it settled (PAY-11, PAY-21, SCH-05).</summary>
public sealed class FollowingACertificatesMoney
{
    [Fact]
    public async Task Asks_daily_until_it_settled_and_not_again()
    {
        using var shop = await Bought(TimeSpan.FromHours(36));
        await shop.Pass(TimeSpan.FromHours(23));
        Assert.Empty(Reads(shop));
        await shop.Pass(TimeSpan.FromHours(2));
        Assert.Single(Reads(shop));
        Assert.Null(PaymentOf(shop).SettledAt);
        await shop.Pass(TimeSpan.FromDays(1));
        Assert.Equal(2, Reads(shop).Count());
        Assert.NotNull(PaymentOf(shop).SettledAt);
        Assert.StartsWith("txn_", PaymentOf(shop).Settlement!.Id, StringComparison.Ordinal);
        await shop.Pass(TimeSpan.FromDays(9));
        Assert.Equal(2, Reads(shop).Count());
        Assert.Empty(shop.Store.Due.Where(entry => entry.Id == Id.Value));
    }

    [Fact]
    public async Task Hears_of_a_dispute_when_it_asks()
    {
        using var shop = await Bought(TimeSpan.FromDays(30));
        shop.Gateway.Dispute(PaymentOf(shop).GatewayId!, 700);
        await shop.Pass(TimeSpan.FromHours(30));
        Assert.Equal(700, PaymentOf(shop).Disputed);
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
    }

    [Fact]
    public async Task Asks_again_the_next_day_when_it_was_not_answered()
    {
        using var shop = await Bought(TimeSpan.FromHours(1));
        shop.Gateway.Silences = name => name == "read" ? Silence.TimeoutBefore : Silence.None;
        await shop.Pass(TimeSpan.FromHours(30));
        Assert.Null(PaymentOf(shop).SettledAt);
        shop.Gateway.Silences = _ => Silence.None;
        await shop.Pass(TimeSpan.FromHours(30));
        Assert.NotNull(PaymentOf(shop).SettledAt);
    }

    private static async Task<FaultyShop> Bought(TimeSpan settlement)
    {
        var shop = await Open();
        shop.Gateway.SettlementTime = settlement;
        await Buying(shop, Good);
        Assert.Equal((PurchaseStatus.Captured, null), (PaymentOf(shop).Status, PaymentOf(shop).SettledAt));
        return shop;
    }

    private static IEnumerable<string> Reads(FaultyShop shop) => shop.Gateway.Heard.Where(name => name == "read");

    private static CertificatePayment PaymentOf(FaultyShop shop) =>
        CertificateMachine.CoreOf(StateOf(shop)!)!.PaidWith!;
}
