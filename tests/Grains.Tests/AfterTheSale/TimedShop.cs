using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using Microsoft.Extensions.DependencyInjection;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.AfterTheSale;

/// <summary>One order on the shop's grains, for weeks: whatever is due is looked at when its time comes.</summary>
internal sealed class TimedShop : IAsyncDisposable
{
    private static readonly TimeSpan PushedBack = TimeSpan.FromMinutes(10);

    private readonly ManualClock clock = new(Noon);
    private readonly SteppingWork work = new();
    private GrainHost host = default!;

    private TimedShop(bool manyCaptures, bool takesAtOnce = false) =>
        Gateway = new(clock) { ManyCaptures = manyCaptures, TakesAtOnce = takesAtOnce };

    public TimedGateway Gateway { get; }

    public MemoryStorage Store { get; } = new();

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>What people were told of, by its key, each as often as it was said.</summary>
    public IEnumerable<string> Problems => Store.Envelopes
        .SelectMany(envelope => envelope.GetProperty("problems").EnumerateArray())
        .Select(problem => problem.GetProperty("key").GetString()!);

    public IEnumerable<string> Mails => Store.Envelopes
        .SelectMany(envelope => envelope.GetProperty("outgoing").EnumerateArray())
        .Select(mail => mail.GetProperty("template").GetString()!);

    /// <summary>Opens it, and Ada's order is paid for.</summary>
    public static async Task<TimedShop> Open(
        Commerce.Grains.Checkout.Quote quote, ShopSettings? settings = null, bool manyCaptures = false,
        TimeSpan? promise = null)
    {
        var shop = new TimedShop(manyCaptures);
        if (promise is not null) shop.Gateway.PromiseTime = promise == TimeSpan.Zero ? null : promise;
        return await shop.Sell(quote, settings);
    }

    /// <summary>Opens it with a gateway that takes the money with the promise.</summary>
    public static Task<TimedShop> OpenTakingAtOnce(Commerce.Grains.Checkout.Quote quote) =>
        new TimedShop(manyCaptures: false, takesAtOnce: true).Sell(quote, null);

    /// <summary>Opens it with a gateway of which this becomes.</summary>
    public static Task<TimedShop> OpenUnder(
        Func<string, string?> plan, Commerce.Grains.Checkout.Quote quote, string silence = "timeout")
    {
        var shop = new TimedShop(manyCaptures: false);
        shop.Gateway.Silence = silence;
        shop.Gateway.Plan = plan;
        return shop.Sell(quote, null);
    }

    private async Task<TimedShop> Sell(Commerce.Grains.Checkout.Quote quote, ShopSettings? settings)
    {
        host = await GrainHost.Start(settings, services =>
        {
            work.AddTo(services);
            services.AddFeatures()
                .AddSingleton<TimeProvider>(clock)
                .AddSingleton(Store)
                .AddSingleton<ICardGateway>(Gateway);
        }, typeof(TimedShop).Assembly);
        var request = new AuthorizeRequest(
            FirstTry.Value, $"{FirstTry}/authorize", quote.Totals.Due, "pm_card_visa", null, ToAda.Address)
        {
            KeepForLater = true,
            ManyCaptures = Gateway.ManyCaptures,
        };
        await Ask(order => order.Confirm(new(FirstTry, 3000001, quote, ToAda, null, request), Call.System));
        var fact = await Gateway.Authorize(request, default);
        await Ask(order => order.Learn(new(FirstTry, fact, Present: true), Call.System));
        await Pass(TimeSpan.Zero);
        return this;
    }

    /// <summary>An item that no stock counts.</summary>
    public static Commerce.Grains.Checkout.Quote QuoteOf(params (string Sku, long Price, int Quantity)[] lines) =>
        TheCast.QuoteOf([.. lines.Select(line => (
            Item(line.Sku, line.Price) with { Tracked = false, SoftGood = line.Sku.StartsWith("SOFT", default) },
            line.Quantity))]);

    public async Task<T> Ask<T>(Func<IOrderGrain, Task<T>> question)
    {
        var answer = question(host.Grains.GetGrain<IOrderGrain>(AdasOrder.Value));
        return await Run(answer);
    }

    public Task<T> AskMoney<T>(Func<IOrderMoneyGrain, Task<T>> question) =>
        Run(question(host.Grains.GetGrain<IOrderMoneyGrain>(AdasOrder.Value)));

    public Task<Outcome<OrderView>> Ship(string id, params (string Item, int Quantity)[] items) =>
        Run(host.Grains.GetGrain<IOrderDeskGrain>("desk").Ship(
            AdasOrder,
            new(id, [.. items.Select(one => new ItemChoice(one.Item, one.Quantity))], null, null, null),
            Call.System));

    public Task<Outcome<OrderView>> Return(string id, params (string Item, int Quantity)[] items) =>
        Run(host.Grains.GetGrain<IOrderDeskGrain>("desk").Return(
            AdasOrder,
            new(id, [.. items.Select(one => new ReturnChoice(one.Item, one.Quantity))], null, "back", null, false, []),
            Call.System));

    public Task<Heeded> Hear(string kind, string? paymentId, string? reference = null) => Run(
        host.Services.GetServices<IPaymentOwner>().First(owner => owner.Owns(AdasOrder.Value + "/1"))
            .Heed(new(kind, reference ?? FirstTry.Value, paymentId, null)));

    public async Task<OrderView> Order() =>
        Assert.IsType<Outcome<OrderView>.Done>(await Ask(order => order.View())).Value;

    public async Task<string> StatusOf(string shipment) =>
        (await Order()).Shipments.First(one => one.Id == shipment).Status;

    /// <summary>Time passes, and everything is looked at that is due.</summary>
    public async Task Pass(TimeSpan time)
    {
        var end = Now + time;
        work.RunAll(host.Services);
        while (Next(end) is { } entry)
        {
            if (ShopClock.FromMilliseconds(entry.At) > Now) clock.SetUtcNow(ShopClock.FromMilliseconds(entry.At));
            var next = await Run(host.Grains.GetGrain<IDueGrain>(Orleans.Runtime.GrainId.Create(
                entry.Entity, entry.Id)).Look());
            var soonest = Now + PushedBack;
            Store.MoveDue(entry, (next < soonest ? soonest : next)?.ToUnixTimeMilliseconds());
        }

        clock.SetUtcNow(end);
        work.RunAll(host.Services);
    }

    public ValueTask DisposeAsync()
    {
        host.Abandon();
        return ValueTask.CompletedTask;
    }

    private (string Entity, string Id, long At)? Next(DateTimeOffset end) => Store.Due
        .Where(entry => entry.At <= end.ToUnixTimeMilliseconds())
        .OrderBy(entry => entry.At)
        .Select(entry => ((string, string, long)?)entry)
        .FirstOrDefault();

    private async Task<T> Run<T>(Task<T> answer)
    {
        work.RunAll(host.Services);

        // What runs outside of the grains goes on elsewhere, and has more to ask.
        while (!answer.IsCompleted)
        {
            await Task.Yield();
            work.RunAll(host.Services);
        }

        return await answer;
    }
}

/// <summary>No other order needs any method.</summary>
[Orleans.Concurrency.StatelessWorker, GrainType("method-list")]
internal sealed class NoOtherMethods : Grain, IMethodListGrain
{
    public Task<bool> IsNeededElsewhere(string method, OrderId order) => Task.FromResult(false);

    public Task<bool> IsNeeded(string method) => Task.FromResult(false);
}
