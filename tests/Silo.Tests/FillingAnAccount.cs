using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using Dapper;

namespace Commerce.Silo.Tests;

/// <summary>GC-02, GC-14: no certificate is lost because its owner has too many.</summary>
public sealed class FillingAnAccount(Databases databases)
{
    private static readonly Call Staff = new("admin:1a2b3c4d", "192.0.2.1", "A gift.");
    private static readonly CustomerId Ada = CustomerId.Named("ada");

    [Fact]
    public async Task Makes_room_of_what_is_spent_and_issues_no_more_when_nothing_is()
    {
        await using var home = await databases.New(DatabaseKind.Sqlite);
        await using var shop = await RunningShop.Start(home);
        await shop.Grains.GetGrain<IAccountGrain>("accounts")
            .Register(Ada, new("Ada", "ada@shop.example", "hash-of-a-password"), Staff);
        var account = shop.Grains.GetGrain<ICustomerGrain>(Ada.Value);
        var spent = shop.Grains.GetGrain<ICertificateGrain>((await Issue(shop, "spent")).Id.Value);
        await spent.SetExpiry(null, Staff);
        for (var number = 1; number < CustomerLimits.CertificatesMost; number++)
            await account.AddCertificate(new($"certificate-unknown-{number}"), Call.System);

        var issued = await Issue(shop, "good");
        Assert.Contains(issued.Id.Value, await Owned(account));
        Assert.DoesNotContain("certificate-spent", await Owned(account));
        var full = await shop.Grains.GetGrain<ICertificateDeskGrain>("desk").Issue(
            CertificateId.Named("more"), Gift, Staff);
        Assert.IsType<AccountFull>(Assert.IsType<Outcome<CertificateView>.Refused>(full).Why);
        Assert.IsType<Outcome<CertificateView>.Refused>(
            await shop.Grains.GetGrain<ICertificateGrain>("certificate-more").View());

        await spent.SetExpiry(shop.Clock.GetUtcNow().AddDays(1), Staff);
        await Eventually.Is(
            async () => (await Problems(shop)).SequenceEqual(["certificate-spent"]),
            "a person had heard of it");
        await account.RemoveCertificate(new("certificate-unknown-1"), Call.System);
        await spent.SetExpiry(shop.Clock.GetUtcNow().AddDays(2), Staff);
        await Eventually.Is(
            async () => (await Owned(account)).Contains("certificate-spent"), "it was in the balance again");
    }

    private static StaffGift Gift => new(Ada, new(1000, "USD"), ExpiryChoices.Usual);

    private static async Task<CertificateView> Issue(RunningShop shop, string name) =>
        Assert.IsType<Outcome<CertificateView>.Done>(await shop.Grains.GetGrain<ICertificateDeskGrain>("desk")
            .Issue(CertificateId.Named(name), Gift, Staff)).Value;

    private static async Task<ImmutableArray<string>> Owned(ICustomerGrain account) =>
        Assert.IsType<Outcome<CustomerView>.Done>(await account.View()).Value.Certificates;

    private static Task<List<string>> Problems(RunningShop shop) => shop.Database.Read(async connection =>
        (await connection.QueryAsync<string>("select order_id from problems where key like '%/left-out'")).AsList());
}
