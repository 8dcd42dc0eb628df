using Commerce.Kit;

namespace Commerce.Grains.Tests.Faults;

/// <summary>Every step of placing an order meets every fault once, and the shop comes to rest all the same.</summary>
public sealed class SellingUnderFaults
{
    private const string Good = "pm_card_visa", Bad = "pm_card_chargeDeclined";

    // Cart, delivery, W1, two holds, a block of numbers, W2, W3, two commits, the cart's close, the acknowledgement.
    private const int WritesLeast = 12;

    // So that both are held one after the other, or together.
    private const int Scarce = 10, Plenty = 100;

    public static TheoryData<string, Fault, Client, int> Courses { get; } = new(
        from method in new[] { Good, Bad }
        from fault in new[] { Fault.ThrowsBefore, Fault.ThrowsAfter, Fault.HangsBefore, Fault.HangsAfter }
        from client in Enum.GetValues<Client>()
        from onHand in new[] { Scarce, Plenty }
        where method == Good || fault is Fault.ThrowsBefore or Fault.HangsAfter
        select (method, fault, client, onHand));

    [Theory, MemberData(nameof(Courses))]
    public async Task Comes_to_rest_whichever_write_fails(string method, Fault fault, Client client, int onHand)
    {
        var number = 0;
        while (true)
        {
            var plan = new OneWrite(++number, fault);
            await Sell(method, client, onHand, plan, () => plan.Struck);
            if (plan.Struck is null) break;
        }

        Assert.InRange(number - 1, WritesLeast, 60);
    }

    [Theory, MemberData(nameof(Courses))]
    public async Task Comes_to_rest_whichever_call_of_the_gateway_fails(
        string method, Fault fault, Client client, int onHand)
    {
        var number = 0;
        while (true)
        {
            var plan = new OneCall(++number, fault);
            await Sell(method, client, onHand, plan, () => plan.Struck);
            if (plan.Struck is null) break;
        }

        Assert.True(number > 1);
    }

    [Theory]
    [InlineData(Good, Fault.ThrowsBefore)]
    [InlineData(Good, Fault.ThrowsAfter)]
    [InlineData(Good, Fault.HangsBefore)]
    [InlineData(Good, Fault.HangsAfter)]
    [InlineData(Bad, Fault.ThrowsBefore)]
    [InlineData(Bad, Fault.HangsAfter)]
    public async Task Comes_to_rest_when_everything_fails_every_other_time(string method, Fault fault)
    {
        using var shop = await Open(Scarce);
        var plan = new EveryOther(fault);
        var isPaid = await Sell(shop, new(shop, method, Client.RepeatsAtOnce) { OnHand = Scarce }, plan);
        Assert.Equal(method == Good, isPaid);
        Assert.InRange(plan.Strikes, 8, 90);
    }

    private static async Task Sell(
        string method, Client client, int onHand, IFaultPlan plan, Func<string?> struck)
    {
        using var shop = await Open(onHand);
        try
        {
            var sale = new OneSale(shop, method, client) { OnHand = onHand };
            var isPaid = await Sell(shop, sale, plan, repeats: client != Client.GoesAway);
            if (client != Client.GoesAway || struck() is null) Assert.Equal(method == Good, isPaid);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"After {struck()}: {fault.Message}", fault);
        }
    }

    private static async Task<bool> Sell(FaultyShop shop, OneSale sale, IFaultPlan plan, bool repeats = true)
    {
        shop.Arm(plan);
        await sale.Run();
        var isPaid = await sale.Check();
        if (repeats) await sale.CheckRepeat(isPaid);
        if (!isPaid) return false;
        await sale.Ship();
        await sale.Check();
        if (sale.Mails("order-shipped") == 1) await sale.Return();
        return true;
    }

    private static Task<FaultyShop> Open(int onHand) =>
        FaultyShop.Open((TheCast.Atlas, onHand), (TheCast.Globe, onHand));
}
