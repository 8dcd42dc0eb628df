using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Tests.Faults;

namespace Commerce.Grains.Tests.Certificates;

/// <summary>GEN-09: a number is drawn for what happens, and for nothing else.</summary>
public sealed class NumberingCertificates
{
    private static readonly CustomerId Ada = CustomerId.Of("customer-ada");
    private static readonly Call Staff = new("admin:bob");

    [Fact]
    public async Task Draws_none_for_what_is_refused_or_asked_twice()
    {
        using var shop = await Open();
        var first = await Issued(shop, "a", 1000);
        Assert.Equal(first, await Issued(shop, "a", 1000));
        Assert.IsType<Outcome<CertificateView>.Refused>(await Issue(shop, "b", 0));
        Assert.Equal(first + 1, await Issued(shop, "b", 1000));

        var bought = await Bought(shop, "c", 5000);
        Assert.Equal(first + 2, bought.Number);
        Assert.EndsWith($"-{bought.Number}", bought.ClaimCheck, StringComparison.Ordinal);
        Assert.Equal(bought.Number, (await Bought(shop, "c", 5000)).Number);
        Assert.IsType<Outcome<CertificateView>.Refused>(await Buy(shop, "d", 1));
        var next = await Bought(shop, "d", 5000);
        Assert.Equal(bought.Number + 1, next.Number);
        Assert.Equal(Transaction(shop, "c") + 1, Transaction(shop, "d"));
    }

    private static async Task<FaultyShop> Open()
    {
        var shop = await FaultyShop.Open((TheCast.Atlas, 10));
        await shop.Ask(grains => grains.GetGrain<IAccountGrain>("accounts")
            .Register(Ada, new("ada", "ada@example.com", "hash"), Call.System));
        await shop.ComeToRest();
        return shop;
    }

    private static long Transaction(FaultyShop shop, string id) => CertificateMachine.CoreOf(shop.Store
        .All<CertificateState, CertificateEvent>("certificate").Single(one => one.Key == $"certificate-{id}")
        .Stored.State!)!.PaidWith!.Number;

    private static async Task<long> Issued(FaultyShop shop, string id, long amount) =>
        Assert.IsType<Outcome<CertificateView>.Done>(await Issue(shop, id, amount)).Value.Number;

    private static Task<Outcome<CertificateView>> Issue(FaultyShop shop, string id, long amount) =>
        shop.Ask(grains => grains.GetGrain<ICertificateDeskGrain>("desk")
            .Issue(CertificateId.Of($"certificate-{id}"), new(Ada, new(amount, "USD"), "P6M"), Staff));

    private static async Task<CertificateView> Bought(FaultyShop shop, string id, long amount) =>
        Assert.IsType<Outcome<CertificateView>.Done>(await Buy(shop, id, amount)).Value;

    private static Task<Outcome<CertificateView>> Buy(FaultyShop shop, string id, long amount) =>
        shop.Ask(grains => grains.GetGrain<ICertificateDeskGrain>("desk").Buy(
            CertificateId.Of($"certificate-{id}"),
            new(Ada, new(amount, "USD"), GivenACertificate.Letter, "pm_card_visa", null), Staff));
}
