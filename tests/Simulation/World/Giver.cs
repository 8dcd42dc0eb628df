using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Simulation.Running;

namespace Commerce.Simulation.World;

/// <summary>Gift certificates: staff issue them, customers buy, claim and lose them.</summary>
internal sealed class Giver(Town town, Chance chance, CustomerId customer)
{
    private static readonly string[] Methods =
    [
        "pm_card_visa", "pm_card_visa", "pm_card_visa", "pm_card_chargeDeclined", "pm_card_authenticationRequired",
        "pm_sim_noAnswer", "pm_sim_answerLost", "pm_sim_inconclusive",
    ];

    private readonly Client client = new(town, chance, "guest");
    private readonly Client staff = new(town, chance, "admin:1a2b3c4d");

    /// <summary>Something happens to the customer's certificates, or to those they give away.</summary>
    public async Task Live(CartId cart)
    {
        if (chance.Percent(20)) await Issue();
        if (chance.Percent(10)) await Buy();
        if (chance.Percent(30)) await Claim(cart);
        if (chance.Percent(4)) await Lose();
    }

    private async Task Issue()
    {
        var gift = new StaffGift(
            customer, new(chance.Between(1, 12_000), "USD"), chance.Of(["P1D", "P5D", "P2W", "P12M"]));
        var id = NewId();
        await staff.Do((grains, call) => Desk(grains).Issue(id, gift, call));
    }

    private async Task Buy()
    {
        var id = NewId();
        var wish = new PurchaseWish(
            customer, new(chance.Between(5, 120) * 100L, "USD"), new("Bob", "Ada", "Enjoy!", "bob@example.com"),
            chance.Of(Methods), null);
        var bought = await client.Do((grains, call) => Desk(grains).Buy(id, wish, call));
        town.Coverage.Count("certificate", bought is Outcome<CertificateView>.Refused(var why) ? why.Code : "bought");
        if (bought is not Outcome<CertificateView>.Done { Value.Status: CertificateStatus.Confirmed }) return;
        await town.Sleep(chance.Within(TimeSpan.FromMinutes(chance.Percent(80) ? 3 : 40)));
        if (chance.Percent(70)) town.Gateway.Authenticate($"{id}/1", chance.Percent(75));
        if (chance.Percent(80)) await client.Do((grains, call) => Desk(grains).Refresh(id, customer, call));
    }

    private CertificateId NewId()
    {
        var id = CertificateId.Of("certificate-" + town.Ids.Next());
        town.Names.Certificates.Add(id);
        return id;
    }

    private async Task Claim(CartId cart)
    {
        if (town.Auditor.Unclaimed.ToList() is not { Count: > 0 } letters) return;
        var typed = chance.Percent(85) ? chance.Of(letters) : "bob-ABCDEFGHIJ-1000000";
        var claimed = await client.Do((grains, call) => Desk(grains).Claim(cart, new(customer, typed), call));
        town.Coverage.Count("certificate", claimed is Outcome<CertificateView>.Done ? "claimed" : "not claimed");
    }

    private async Task Lose()
    {
        if (await client.Read(grains => grains.GetGrain<ICustomerGrain>(customer.Value).View()) is not { } seen
            || seen.Certificates.IsEmpty) return;
        var lost = chance.Of(seen.Certificates);
        var voids = chance.Percent(50);
        await staff.Do((grains, call) => voids
            ? grains.GetGrain<ICertificateGrain>(lost).Void(call)
            : grains.GetGrain<ICertificateGrain>(lost).SetExpiry(null, call));
        town.Coverage.Count("certificate", voids ? "void" : "expired");
    }

    private static ICertificateDeskGrain Desk(IGrainFactory grains) => grains.GetGrain<ICertificateDeskGrain>("desk");
}
