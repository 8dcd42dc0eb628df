using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Kit;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Commerce.Grains.Tests.Faults;

/// <summary>The shop's grains on one thread, with a store, a gateway and a clock that outlive the process.</summary>
internal sealed class FaultyShop : IDisposable
{
    // Longer than any hold, frozen cart or doubt lasts; shorter than an open cart.
    private static readonly TimeSpan Rest = TimeSpan.FromHours(3);
    private static readonly TimeSpan PushedBack = TimeSpan.FromSeconds(5);

    private readonly ManualClock clock = new();
    private readonly SeededIds ids;
    private GrainHost host = default!;
    private SteppingWork work = new();

    private FaultyShop()
    {
        ids = new(1, clock);
        Gateway = new(clock);
        Store.Plan = (_, _) => work.IsOver ? Fault.HangsBefore : Fault.None;
    }

    public MemoryStorage Store { get; } = new();

    public CountedGateway Gateway { get; }

    /// <summary>What is due by then is done; whatever lasts longer than a day is not looked at.</summary>
    public long Tomorrow => clock.GetUtcNow().AddHours(20).ToUnixTimeMilliseconds();

    /// <summary>Opens it, with things to sell.</summary>
    public static async Task<FaultyShop> Open(params (CatalogueItem Item, int OnHand)[] goods)
    {
        var shop = new FaultyShop();
        await shop.Start();
        foreach (var (item, onHand) in goods)
        {
            await shop.Ask(grains => grains.GetGrain<ICatalogueGrain>("catalogue")
                .Create(item.Product, ContentOf(item), Call.System));
            await shop.Ask(grains => Stock(grains, item).Adjust(item.Sku, onHand, null, Call.System));
        }

        await shop.ComeToRest();
        return shop;
    }

    public static IStockGrain Stock(IGrainFactory grains, CatalogueItem item) =>
        grains.GetGrain<IStockGrain>(StockKey.Of(item.Sku));

    /// <summary>From now on faults happen as planned.</summary>
    public void Arm(IFaultPlan plan)
    {
        Store.Plan = (name, grain) => Strike(() => plan.OfWrite(name, grain));
        Gateway.Plan = call => Strike(() => plan.OfCall(call));
    }

    /// <summary>A hint from the gateway, as whoever empties its inbox passes it on.</summary>
    public Task<Heeded> Heed(PaymentHint hint) => host.Services.GetServices<IPaymentOwner>()
        .Single(owner => owner.Owns(hint.Reference)).Heed(hint);

    /// <summary>Asks something and runs everything that follows from it. A process that dies meanwhile is started
    /// again.</summary>
    public async Task<T> Ask<T>(Func<IGrainFactory, Task<T>> question)
    {
        var answer = Begin(question);
        await RunAll();
        return answer.IsCompleted ? await answer : throw new ConnectionLostException();
    }

    /// <summary>Lets the clock run and everything be looked at that is due, until nothing is.</summary>
    public Task ComeToRest() => LookUntil(clock.GetUtcNow() + Rest);

    /// <summary>So much time passes, and everything is looked at that is due.</summary>
    public async Task Pass(TimeSpan time)
    {
        var end = clock.GetUtcNow() + time;
        await LookUntil(end);
        clock.SetUtcNow(end);
    }

    public void Dispose() => host.Abandon();

    private async Task LookUntil(DateTimeOffset end)
    {
        while (NextUntil(end) is { } at)
        {
            if (at > clock.GetUtcNow()) clock.SetUtcNow(at);
            await RunAll();
            foreach (var entry in Store.Due.Where(entry => entry.At <= Now)) await Look(entry);
        }
    }

    // What goes on after a wait is a step of the same work, in its turn.
    private Task<T> Begin<T>(Func<IGrainFactory, Task<T>> question)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new SteppingContext(work));
        try
        {
            return question(host.Grains);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private Fault Strike(Func<Fault> plan)
    {
        if (work.IsOver) return Fault.HangsBefore;
        var fault = plan();
        if (fault is Fault.HangsBefore or Fault.HangsAfter) work.End();
        return fault;
    }

    private DateTimeOffset? NextUntil(DateTimeOffset end)
    {
        var next = Store.Due.Select(entry => (long?)entry.At).Min();
        return next is { } at && at <= end.ToUnixTimeMilliseconds() ? ShopClock.FromMilliseconds(at) : null;
    }

    private async Task Look((string Entity, string Id, long At) entry)
    {
        DateTimeOffset? next;
        try
        {
            next = await Ask(grains =>
                grains.GetGrain<IDueGrain>(GrainId.Create(entry.Entity, entry.Id)).Look());
        }
        catch (Exception)
        {
            next = clock.GetUtcNow() + PushedBack;
        }

        // As a sweeper does: never again in the same sweep.
        var soonest = clock.GetUtcNow().AddSeconds(1);
        Store.MoveDue(entry, (next < soonest ? soonest : next)?.ToUnixTimeMilliseconds());
    }

    private async Task RunAll()
    {
        work.RunAll(host.Services);
        if (work.IsOver) await Start();
    }

    private async Task Start()
    {
        var before = host;
        work = new();
        host = await GrainHost.Start(add: services =>
        {
            work.AddTo(services);
            services.AddFeatures()
                .AddSingleton<TimeProvider>(clock)
                .AddSingleton<IIdSource>(ids)
                .AddSingleton(Store)
                .AddSingleton<ICardGateway>(Gateway)
                .AddSingleton<IOrderItemTable>(new NoOrderItems());
        });
        before?.Abandon();
    }

    private static ProductContent ContentOf(CatalogueItem item) => new(
        item.Name, item.Name.ToLowerInvariant(), null, null, null, null, Active: true, Present: true, null, [], [],
        [new(item.Sku, [], item.Price, null, item.SoftGood, item.Tracked, Backorder.None, null)], []);

    private sealed class NoOrderItems : IOrderItemTable
    {
        public Task<bool> Mentions(ProductId product) => Task.FromResult(false);
    }
}

/// <summary>The process died before it answered.</summary>
internal sealed class ConnectionLostException() : Exception("The process died before it answered.");
