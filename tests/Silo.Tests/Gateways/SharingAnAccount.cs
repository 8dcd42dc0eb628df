using Commerce.Grains.Payments;
using Commerce.Kit.Stripe;
using static Commerce.Silo.Tests.Gateways.GatewayTable;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>The account at Stripe is not the shop's alone: payments of another kind are looked past, and one that
/// cannot be read is unknown for itself alone.</summary>
public sealed class SharingAnAccount : IAsyncLifetime
{
    private const string Bank = "pm_usBankAccount_success";

    private StripeUnderTest? world;

    private StripeUnderTest World => world!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await StripeUnderTest.Start();

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Fact]
    public async Task Finds_its_own_payment_among_payments_without_a_card()
    {
        Foreign(Bank);
        var ours = Assert.IsType<PaymentFact.Approved>(await World.Gateway.Authorize(Request("pm_card_visa"), Stop));
        Foreign("pm_card_visa").Charge = null;
        var now = World.Clock.GetUtcNow();

        Assert.Equal(ours, await World.Gateway.Find("order-1/1", now.AddHours(-1), now, Stop));
        Assert.IsType<PaymentFact.Absent>(await World.Gateway.Find("order-2/1", now.AddHours(-1), now, Stop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Names_what_others_are_paid(bool charged)
    {
        var foreign = Foreign(Bank);
        if (!charged) foreign.Charge = null;
        var now = World.Clock.GetUtcNow();
        var listed = Assert.Single((await World.Gateway.ListPayments(now.AddHours(-1), now, null, Stop))!.Items);
        var fact = Assert.IsType<PaymentFact.Approved>(listed.Fact);

        Assert.Equal((foreign.Id, (string?)null), (listed.PaymentId, listed.Reference));
        Assert.Equal((foreign.Id, false), (fact.PaymentId, fact.Open));
        Assert.Equal((900, 900), (fact.Amount.Amount, fact.Captured.Amount));
        Assert.Equal(fact, await World.Gateway.Read(foreign.Id, Stop));
    }

    [Fact]
    public async Task Says_of_its_own_payment_alone_that_it_cannot_be_read()
    {
        var odd = Foreign(Bank, "&metadata[attempt]=order-7/1");
        await World.Gateway.Authorize(Request("pm_card_visa"), Stop);
        var now = World.Clock.GetUtcNow();
        var page = (await World.Gateway.ListPayments(now.AddHours(-1), now, null, Stop))!;

        Assert.IsType<PaymentFact.Approved>(page.Items.Single(item => item.Reference == "order-1/1").Fact);
        var unknown = Assert.IsType<PaymentFact.Unknown>(page.Items.Single(item => item.PaymentId == odd.Id).Fact);
        Assert.True(unknown.Unreadable);
        Assert.Equal(unknown, await World.Gateway.Find("order-7/1", now.AddHours(-1), now, Stop));
    }

    [Fact]
    public async Task Lists_the_refunds_of_others_too()
    {
        var foreign = Foreign(Bank);
        lock (World.Server.Books.Gate) World.Server.Till.Refund(new($"payment_intent={foreign.Id}&amount=300"));
        World.Server.Books.Refunds[0].Status = "never_heard";
        lock (World.Server.Books.Gate) World.Server.Till.Refund(new($"payment_intent={foreign.Id}&amount=200"));
        var now = World.Clock.GetUtcNow();
        var page = (await World.Gateway.ListRefunds(now.AddHours(-1), now, null, Stop))!;

        Assert.Equal(
            [typeof(RefundFact.Made), typeof(RefundFact.Unknown)], page.Items.Select(item => item.Fact.GetType()));
        Assert.True(Assert.IsType<RefundFact.Unknown>(page.Items[1].Fact).Unreadable);
    }

    private StripePayment Foreign(string method, string more = "")
    {
        lock (World.Server.Books.Gate)
        {
            World.Server.Till.Create(new($"amount=900&currency=usd&payment_method={method}&confirm=true{more}"));
            return World.Server.Books.Payments[^1];
        }
    }
}
