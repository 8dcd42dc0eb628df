using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Tests.Certificates.GivenACertificate;
using static Commerce.Grains.Tests.Faults.ACertificateSale;

namespace Commerce.Grains.Tests.Faults;

/// <summary>Every step of buying a certificate and of paying with some meets every fault once.</summary>
public sealed class CertificatesUnderFaults
{
    public static TheoryData<string, Fault> Faults { get; } = new(
        from method in new[] { Good, Bad }
        from fault in new[] { Fault.ThrowsBefore, Fault.ThrowsAfter, Fault.HangsBefore, Fault.HangsAfter }
        select (method, fault));

    [Theory, MemberData(nameof(Faults))]
    public Task Are_bought_once_or_not_at_all_whichever_write_fails(string method, Fault fault) =>
        EachTime(3, 30, async number =>
        {
            var plan = new OneWrite(number, fault);
            await Buy(method, plan);
            return plan.Struck;
        });

    [Theory, MemberData(nameof(Faults))]
    public Task Are_bought_once_or_not_at_all_whichever_call_fails(string method, Fault fault) =>
        EachTime(1, 10, async number =>
        {
            var plan = new OneCall(number, fault);
            await Buy(method, plan);
            return plan.Struck;
        });

    [Theory, MemberData(nameof(Faults))]
    public Task Pay_once_or_not_at_all_whichever_write_fails(string method, Fault fault) =>
        EachTime(10, 60, async number =>
        {
            var plan = new OneWrite(number, fault);
            await Pay(method, plan);
            return plan.Struck;
        });

    [Theory]
    [InlineData(Fault.ThrowsBefore)]
    [InlineData(Fault.ThrowsAfter)]
    [InlineData(Fault.HangsBefore)]
    [InlineData(Fault.HangsAfter)]
    internal Task Have_their_money_back_once_whichever_write_of_a_void_fails(Fault fault) =>
        EachTime(3, 60, async number =>
        {
            var plan = new OneWrite(number, fault);
            await VoidWhatTheyPaid(plan);
            return plan.Struck;
        });

    [Fact]
    public async Task Give_late_money_of_a_failed_purchase_back()
    {
        using var shop = await Open();
        await Buying(shop, Bad);
        var payment = Assert.Single(shop.Gateway.Books);
        shop.Gateway.PayAnyway(payment.Id);
        Assert.Equal(1, shop.Gateway.Holding);
        var hint = new PaymentHint("payment_intent.succeeded", $"{Id}/1", payment.Id, null);
        for (var times = 0; times < 2; times++) Assert.IsType<Heeded.Settled>(await shop.Ask(_ => shop.Heed(hint)));
        await shop.ComeToRest();
        Assert.Equal(0, shop.Gateway.Holding);
        Assert.IsType<CertificateState.Failed>(StateOf(shop));
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
    }

    [Fact]
    public async Task Ask_the_shopper_when_a_hold_takes_less_than_was_planned()
    {
        using var shop = await Filled(2000, 1000);
        var expected = new Money(8498 - 3000, "USD");
        var refused = Assert.IsType<Outcome<Placement>.Refused>(await shop.Ask(grains =>
        {
            shop.Arm(new Meanwhile("stock/", () => SpendElsewhere(grains, 1500)));
            return Submit(grains, Good, "first", expected);
        }));
        var changed = Assert.IsType<PriceChanged>(refused.Why);
        Assert.Equal((8498 - 3000, 8498 - 1500), (changed.Expected!.Value.Amount, changed.Now.Due.Amount));
        await shop.ComeToRest();
        Assert.Empty(shop.Gateway.Books);
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));

        // PRC-11: what they were told is what the cart shows, and they are not asked again.
        Assert.Equal(changed.Now, Assert.IsType<Outcome<CartView>.Done>(await shop.Ask(grains =>
            grains.GetGrain<ICartGrain>(TheCast.AdasCart.Value).View())).Value.Totals);
        Assert.IsType<Outcome<Placement>.Done>(
            await shop.Ask(grains => Submit(grains, Good, "second", changed.Now.Due)));
        await shop.ComeToRest();
        Assert.Equal(8498 - 1500, Assert.Single(shop.Gateway.Books).Amount);
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
    }

    /// <summary>The same 5xx twice, over several calls: that try is only read. The next has a key of its own.</summary>
    [Fact]
    public async Task Send_no_capture_again_over_which_the_gateway_broke_down_twice_and_make_another_later()
    {
        using var shop = await Open();
        var sent = 0;
        shop.Gateway.Silences = name =>
        {
            if (name != "capture") return Silence.None;
            return ++sent > 2 ? Silence.None : Silence.BreakdownBefore;
        };
        await Buying(shop, Good);
        Assert.Equal(3, sent);
        Assert.Equal(5000, Assert.Single(shop.Gateway.Books).Captured);
        var paid = Assert.IsType<CertificateState.Valid>(StateOf(shop)).Core.PaidWith!;
        Assert.Equal((5000, 1), (paid.Captured, paid.CapturesBefore));
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
    }

    private static async Task EachTime(int least, int most, Func<int, Task<string?>> attempt)
    {
        for (var number = 1; ; number++)
        {
            var struck = await attempt(number);
            if (struck is not null) continue;
            Assert.InRange(number - 1, least, most);
            return;
        }
    }

    private static async Task Buy(string method, IFaultPlan plan)
    {
        using var shop = await Open();
        shop.Arm(plan);
        shop.Gateway.Silences = name =>
        {
            // Nothing is taken before the write that makes it valid.
            if (name == "capture") Assert.IsType<CertificateState.Valid>(StateOf(shop));
            return Silence.None;
        };
        await Buying(shop, method);
        var payment = Assert.Single(shop.Gateway.Books);
        Assert.Equal(method == Good ? 5000 : 0, payment.Captured);
        Assert.Equal(method == Good, payment.HoldsMoney);
        var state = StateOf(shop);
        if (method == Good) Assert.Equal(5000, Assert.IsType<CertificateState.Valid>(state).Core.PaidWith!.Captured);
        else Assert.IsType<CertificateState.Failed>(state);
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
        Assert.Empty(shop.Store.WithErrands);
    }

    private static async Task Pay(string method, IFaultPlan plan)
    {
        using var shop = await Filled(2000, 1000);
        shop.Arm(plan);
        await Insist(shop, grains => Submit(grains, method, "submit", null));
        await shop.ComeToRest();
        var left = Purse(shop).Sum(core => core.Left().Amount);
        Assert.Equal(method == Good ? 0 : 3000, left);
        Assert.Equal(method == Good ? 1 : 0, shop.Gateway.Holding);
        Assert.All(Purse(shop).SelectMany(core => core.Uses), use => Assert.Equal(
            method == Good ? UsageStatus.Used : UsageStatus.Released, use.Status));
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
        Assert.Empty(shop.Store.WithErrands);
        Assert.Empty(shop.Store.FrozenCarts);
    }

    private static async Task VoidWhatTheyPaid(IFaultPlan plan)
    {
        using var shop = await Filled(2000, 1000);
        await Insist(shop, grains => Submit(grains, Good, "submit", null));
        await shop.ComeToRest();
        shop.Arm(plan);
        await Insist(shop, grains => grains.GetGrain<IOrderGrain>(TheCast.AdasCart.Order.Value)
            .Void(new("Changed her mind.", UnshippedOnly: false), new("admin:bob", Key: new("void", "body"))));
        await shop.ComeToRest();
        Assert.Equal(3000, Purse(shop).Sum(core => core.Left().Amount));
        Assert.All(Purse(shop).SelectMany(core => core.Uses), use => Assert.Single(use.Back));
        Assert.Equal(0, shop.Gateway.Holding);
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
        Assert.Empty(shop.Store.WithErrands);
    }

    // Ada's cart of 84.98, and what staff gave her.
    private static async Task<FaultyShop> Filled(params long[] gifts)
    {
        var shop = await Open();
        for (var number = 0; number < gifts.Length; number++)
        {
            var (id, gift) = (CertificateId.Of($"certificate-gift{number}"), gifts[number]);
            await shop.Ask(grains => Desk(grains).Issue(
                id, new(Ada, new(gift, "USD"), number == 0 ? "P6M" : "P12M"), Call.System));
        }

        await shop.ComeToRest();
        var sale = new OneSale(shop, Good, Client.RepeatsAtOnce);
        await shop.Ask(grains => grains.GetGrain<ICartGrain>(TheCast.AdasCart.Value).Make());
        await shop.Ask(grains => grains.GetGrain<IAccountGrain>("accounts")
            .TakeCart(TheCast.AdasCart, Ada, Call.System));
        await sale.Fill();
        return shop;
    }

    // Another order of hers takes some of what expires first.
    private static Task<Outcome<Money>> SpendElsewhere(IGrainFactory grains, long amount) => grains
        .GetGrain<ICertificateGrain>("certificate-gift0").Hold(new(
            AttemptId.Of(OrderId.Of("order-other"), 1), Ada, new(amount, "USD"), TheCast.Noon.AddYears(1)));

    private static IEnumerable<CertificateCore> Purse(FaultyShop shop) => shop.Store
        .All<CertificateState, CertificateEvent>("certificate")
        .Select(one => CertificateMachine.CoreOf(one.Stored.State!)!);

    private static Task<Outcome<Placement>> Submit(
        IGrainFactory grains, string method, string key, Money? expected) => grains
        .GetGrain<ICheckoutGrain>("checkout")
        .Submit(TheCast.AdasCart, new(method, null, expected), new("ada", Key: new(key, "body")));
}
