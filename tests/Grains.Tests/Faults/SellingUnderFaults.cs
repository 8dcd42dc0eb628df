using Commerce.Kit;

namespace Commerce.Grains.Tests.Faults;

/// <summary>Every step of placing an order meets every fault once, and the shop comes to rest all the same.</summary>
public sealed class SellingUnderFaults
{
    private const string Good = "pm_card_visa", Bad = "pm_card_chargeDeclined";

    // Cart, delivery, W1, two holds, a block of numbers, W2, W3, two commits, the cart's close, the acknowledgement.
    private const int WritesLeast = 12;

    public static TheoryData<string, Fault, Client> Courses { get; } = new(
        from method in new[] { Good, Bad }
        from fault in new[] { Fault.ThrowsBefore, Fault.ThrowsAfter, Fault.HangsBefore, Fault.HangsAfter }
        from client in Enum.GetValues<Client>()
        where method == Good || fault is Fault.ThrowsBefore or Fault.HangsAfter
        select (method, fault, client));

    [Theory, MemberData(nameof(Courses))]
    public async Task Comes_to_rest_whichever_write_fails(string method, Fault fault, Client client)
    {
        var number = 0;
        while (true)
        {
            var plan = new OneWrite(++number, fault);
            await Sell(method, client, plan, () => plan.Struck);
            if (plan.Struck is null) break;
        }

        Assert.InRange(number - 1, WritesLeast, 60);
    }

    [Theory, MemberData(nameof(Courses))]
    public async Task Comes_to_rest_whichever_call_of_the_gateway_fails(string method, Fault fault, Client client)
    {
        var number = 0;
        while (true)
        {
            var plan = new OneCall(++number, fault);
            await Sell(method, client, plan, () => plan.Struck);
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
        using var shop = await Open();
        var plan = new EveryOther(fault);
        var isPaid = await Sell(shop, method, Client.RepeatsAtOnce, plan);
        Assert.Equal(method == Good, isPaid);
        Assert.InRange(plan.Strikes, 8, 90);
    }

    private static async Task Sell(string method, Client client, IFaultPlan plan, Func<string?> struck)
    {
        using var shop = await Open();
        try
        {
            var isPaid = await Sell(shop, method, client, plan);
            if (client != Client.GoesAway || struck() is null) Assert.Equal(method == Good, isPaid);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"After {struck()}: {fault.Message}", fault);
        }
    }

    private static async Task<bool> Sell(FaultyShop shop, string method, Client client, IFaultPlan plan)
    {
        shop.Arm(plan);
        var sale = new OneSale(shop, method, client);
        await sale.Run();
        var isPaid = await sale.Check();
        if (client != Client.GoesAway) await sale.CheckRepeat(isPaid);
        if (!isPaid) return false;
        await sale.Ship();
        await sale.Check();
        if (sale.Mails("order-shipped") == 1) await sale.Return();
        return true;
    }

    private static Task<FaultyShop> Open() => FaultyShop.Open((TheCast.Atlas, 10), (TheCast.Globe, 10));
}
