using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Stripe;
using static Commerce.Silo.Tests.Gateways.GatewayTable;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>A shop with thousands of payments a day finds one of them too (G3): what one call does not reach, the next
/// goes on with.</summary>
public sealed class LookingThroughManyPayments : IAsyncLifetime
{
    private StripeUnderTest? world;
    private DateTimeOffset since;

    private StripeUnderTest World => world!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        world = await StripeUnderTest.Start();
        since = World.Clock.GetUtcNow();
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Fact]
    public async Task Goes_on_where_its_patience_ended()
    {
        var ours = Assert.IsType<PaymentFact.Approved>(await World.Gateway.Authorize(Request("pm_card_visa"), Stop));
        Others(450);
        World.Server.Requests.Clear();
        World.Server.LocksOutAfter = 2;
        Assert.IsType<PaymentFact.Unknown>(await Find("order-1/1"));

        // Something new that comes meanwhile does not send it back.
        World.Server.LocksOutAfter = null;
        Others(10);
        Assert.Equal(ours, await Find("order-1/1"));
        Assert.Equal(3 + 3, World.Server.Requests.Count);
    }

    [Fact]
    public async Task Looks_again_only_at_what_is_new()
    {
        Others(250);
        await World.Clock.Advance(TimeSpan.FromMinutes(20));
        World.Server.Requests.Clear();
        Assert.IsType<PaymentFact.Absent>(await Find("order-1/1"));
        Assert.Equal(3, World.Server.Requests.Count);

        var late = Assert.IsType<PaymentFact.Approved>(await World.Gateway.Authorize(Request("pm_card_visa"), Stop));
        await World.Clock.Advance(TimeSpan.FromMinutes(20));
        World.Server.Requests.Clear();
        Assert.Equal(late, await Find("order-1/1"));
        Assert.Single(World.Server.Requests);
    }

    [Fact]
    public async Task Looks_at_what_came_while_it_walked()
    {
        Others(250);
        World.Server.LocksOutAfter = 2;
        Assert.IsType<PaymentFact.Unknown>(await Find("order-1/1"));
        World.Server.LocksOutAfter = null;
        await World.Clock.Advance(TimeSpan.FromMinutes(20));
        var late = Assert.IsType<PaymentFact.Approved>(await World.Gateway.Authorize(Request("pm_card_visa"), Stop));

        Assert.Equal(late, await Find("order-1/1"));
    }

    [Fact]
    public async Task Knows_later_too_what_it_found_without_money()
    {
        await World.Gateway.Authorize(Request("pm_card_chargeDeclined"), Stop);
        Assert.IsType<PaymentFact.Declined>(await Find("order-1/1"));
        await World.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.IsType<PaymentFact.Declined>(await Find("order-1/1"));
    }

    [Fact]
    public void Forgets_the_oldest_lookup_first()
    {
        var walks = new StripeWalks();
        var kept = new StripeWalk(since, since, "pi_1", null);
        for (var i = 0; i <= StripeWalks.Most; i++) walks.Keep($"order-{i}/1", since, kept);

        Assert.Null(walks.Of("order-0/1", since).After);
        Assert.Equal(kept, walks.Of("order-1/1", since));
    }

    private Task<PaymentFact> Find(string reference) =>
        World.Gateway.Find(reference, since.AddMinutes(-5), since.AddHours(23), Stop);

    private void Others(int count)
    {
        lock (World.Server.Books.Gate)
        {
            for (var i = 0; i < count; i++)
                World.Server.Till.Create(new("amount=900&currency=usd&payment_method=pm_card_visa&confirm=true"));
        }
    }
}
