using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using static Commerce.Grains.Tests.Certificates.GivenACertificate;

namespace Commerce.Grains.Tests.Faults;

/// <summary>Bob buys Ada a certificate of 50.00.</summary>
internal static class ACertificateSale
{
    public const string Good = "pm_card_visa", Bad = "pm_card_chargeDeclined";

    public static async Task<FaultyShop> Open()
    {
        var shop = await FaultyShop.Open((TheCast.Atlas, 10), (TheCast.Globe, 10));
        foreach (var (id, name) in new[] { (Ada, "ada"), (Bob, "bob") })
            await shop.Ask(grains => grains.GetGrain<IAccountGrain>("accounts")
                .Register(id, new(name, $"{name}@example.com", "hash"), Call.System));
        await shop.ComeToRest();
        return shop;
    }

    public static async Task Buying(FaultyShop shop, string method)
    {
        var wish = new PurchaseWish(Bob, new(5000, "USD"), Letter, method, null);
        await Insist(shop, grains => Desk(grains).Buy(Id, wish, new("bob", Key: new("buy", "body"))));
        await shop.ComeToRest();
    }

    // A client that sends the same again until it is answered.
    public static async Task Insist<T>(FaultyShop shop, Func<IGrainFactory, Task<T>> request)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            try
            {
                await shop.Ask(request);
                return;
            }
            catch (Exception fault) when (fault is not Xunit.Sdk.IAssertionException)
            {
                // It asks again.
            }
        }

        Assert.Fail("It was never answered.");
    }

    public static CertificateState? StateOf(FaultyShop shop) => shop.Store
        .All<CertificateState, CertificateEvent>("certificate")
        .Where(one => one.Key == Id.Value).Select(one => one.Stored.State).SingleOrDefault();

    public static ICertificateDeskGrain Desk(IGrainFactory grains) =>
        grains.GetGrain<ICertificateDeskGrain>("desk");
}
