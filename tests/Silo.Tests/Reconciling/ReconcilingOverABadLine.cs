using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Kit.Stripe;
using Commerce.Silo.Reconciling;
using Commerce.Silo.Storage;
using Commerce.Silo.Tests.Gateways;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commerce.Silo.Tests.Reconciling;

/// <summary>What was not heard is not compared, and is asked for again the next time .</summary>
public sealed class ReconcilingOverABadLine : IAsyncLifetime, IShopBook
{
    private StripeUnderTest? world;
    private DateTimeOffset? cursor;

    private List<string> Reported { get; } = [];

    private List<KnownPayment> Payments { get; } = [];

    private List<KnownRefund> Refunds { get; } = [];

    private StripeUnderTest World => world!;

    public async ValueTask InitializeAsync()
    {
        world = await StripeUnderTest.Start();
        cursor = World.Clock.GetUtcNow();
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    [Fact]
    public async Task Comes_back_to_a_payment_that_could_not_be_read_again()
    {
        var since = cursor;
        Pay("pm_card_visa");
        var second = Pay("pm_card_visa").Id;
        await World.Clock.Advance(TimeSpan.FromMinutes(6));

        // Both lists and the first of the two are heard.
        World.Server.LocksOutAfter = 3;
        Assert.IsType<Outcome<Reconciled>.Refused>(await Run());
        Assert.Equal([$"payment/{second}/unknown-here"], Reported);
        Assert.Equal(since, cursor);

        World.Server.LocksOutAfter = null;
        Assert.Equal(2, Assert.IsType<Outcome<Reconciled>.Done>(await Run()).Value.Differences.Length);
        Assert.NotEqual(since, cursor);
    }

    [Fact]
    public async Task Says_of_one_payment_that_it_was_not_heard()
    {
        var payment = Pay("pm_card_visa").Id;
        World.Server.LocksOutAfter = 1;

        Assert.IsType<Outcome<Reconciled>.Refused>(await Reconciliation.Run(payment));
        Assert.Empty(Reported);
    }

    [Fact]
    public async Task Comes_back_to_a_payment_whose_disputes_were_not_told()
    {
        var since = cursor;
        Pay("pm_card_createDispute", "&metadata[attempt]=order-1/1");
        await World.Clock.Advance(TimeSpan.FromMinutes(6));
        World.Server.LocksOutAfter = 1;
        Assert.IsType<Outcome<Reconciled>.Refused>(await Run());
        Assert.Equal(since, cursor);

        World.Server.LocksOutAfter = null;
        Assert.Single(Assert.IsType<Outcome<Reconciled>.Done>(await Run()).Value.Differences);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Comes_back_to_a_refund_that_could_not_be_read(int answers)
    {
        var since = cursor;
        await World.Clock.Advance(TimeSpan.FromMinutes(6));
        Refunds.Add(new()
        {
            EntityId = "order-1",
            Reference = "order-1/refund-1",
            PaymentId = "pi_1",
            Status = "made",
            Amount = 500,
            Currency = "USD",
            GatewayId = "re_gone",
        });
        World.Server.LocksOutAfter = answers;
        Assert.IsType<Outcome<Reconciled>.Refused>(await Run());
        Assert.Equal((since, 0), (cursor, Reported.Count));

        World.Server.LocksOutAfter = null;
        Assert.Single(Assert.IsType<Outcome<Reconciled>.Done>(await Run()).Value.Differences);
    }

    Task<DateTimeOffset?> IShopBook.Cursor() => Task.FromResult(cursor);

    Task IShopBook.Save(DateTimeOffset to)
    {
        cursor = to;
        return Task.CompletedTask;
    }

    Task<KnownPayments> IShopBook.Of(IReadOnlyCollection<string> ids, IReadOnlyCollection<string> references) =>
        Task.FromResult(new KnownPayments(Payments, Payments));

    Task<List<KnownPayment>> IShopBook.Between(DateTimeOffset from, DateTimeOffset to) => Task.FromResult(Payments);

    Task<List<KnownRefund>> IShopBook.RefundsOf(IReadOnlyCollection<string> payments) => Task.FromResult(Refunds);

    Task<List<KnownRefund>> IShopBook.RefundsBetween(DateTimeOffset from, DateTimeOffset to) =>
        Task.FromResult(Refunds);

    Task IShopBook.Report(FoundProblem problem)
    {
        if (!Reported.Contains(problem.Key)) Reported.Add(problem.Key);
        return Task.CompletedTask;
    }

    private Task<Outcome<Reconciled>> Run() => Reconciliation.Run();

    private Reconciliation Reconciliation => new(
        this, World.Gateway, new(this, World.Gateway, [], World.Shop, World.Clock), World.Shop, World.Clock,
        NullLogger<Reconciliation>.Instance);

    private StripePayment Pay(string method, string more = "")
    {
        lock (World.Server.Books.Gate)
        {
            World.Server.Till.Create(new($"amount=900&currency=usd&payment_method={method}&confirm=true{more}"));
            return World.Server.Books.Payments[^1];
        }
    }
}
