using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Commerce.Kit;
using Microsoft.Extensions.DependencyInjection;
using static Commerce.Grains.Tests.Stock.TheStock;

namespace Commerce.Grains.Tests.Stock;

public sealed class AskingForAVerdict : IAsyncLifetime
{
    private readonly Courts courts = new();
    private GrainHost host = default!;

    private IStockGrain Stock => host.Grains.GetGrain<IStockGrain>(StockKey.Of(Mug));

    private IDueGrain Due => host.Grains.GetGrain<IDueGrain>(Orleans.Runtime.GrainId.Create("stock", StockKey.Of(Mug)));

    public async ValueTask InitializeAsync() => host = await GrainHost.Start(
        new() { OpenHoldsMost = 2 }, services => services.AddSingleton<ICourier>(courts));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Releases_nothing_because_time_passed()
    {
        await HoldOne(Ada);
        host.Clock.Advance(TimeSpan.FromHours(5));
        var next = await Due.Look();
        Assert.Equal(host.Clock.GetUtcNow() + TimeSpan.FromMinutes(1), next);
        Assert.Equal(Ada, (await courts.Asked(1)).Single());
        Assert.Equal(1, await Held());
    }

    [Fact]
    public async Task Looks_again_when_the_first_hold_ends()
    {
        var until = await HoldOne(Ada);
        Assert.Equal(until, await Due.Look());
    }

    [Fact]
    public async Task Asks_at_the_cap_about_holds_that_are_about_to_end_once_for_many_buyers()
    {
        await HoldOne(Ada);
        host.Clock.Advance(TimeSpan.FromMinutes(9.5));
        await HoldOne(Bob);
        var late = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            Stock.Hold(new($"order-{number}/1"), 1, host.Clock.GetUtcNow().AddMinutes(10), Mug)));
        Assert.All(late, outcome => Assert.IsType<TryAgain>(Assert.IsType<Outcome<StockView>.Refused>(outcome).Why));
        Assert.Equal([Ada], await courts.Asked(1));
    }

    [Theory]
    [InlineData(Verdict.Dead, 0)]
    [InlineData(Verdict.Paid, 1)]
    [InlineData(Verdict.Alive, 1)]
    public async Task Brings_the_verdict_back(Verdict verdict, int held)
    {
        await HoldOne(Ada);
        var courier = new StockCourier(new FakeGrains(new Judge(verdict), Stock));
        var ask = new AskVerdict(Ada, StockKey.Of(Mug));
        Assert.True(courier.Carries(ask));
        Assert.True(await courier.Deliver(ask));
        Assert.True(await courier.Deliver(ask));
        Assert.Equal(held, await Held());
        Assert.Equal(verdict == Verdict.Alive ? host.Clock.GetUtcNow().AddMinutes(10) : null, await Due.Look());
    }

    private async Task<DateTimeOffset> HoldOne(AttemptId attempt)
    {
        await Stock.Adjust(Mug, 10, null, Call.System);
        var until = host.Clock.GetUtcNow().AddMinutes(10);
        await Stock.Hold(attempt, 1, until, Mug);
        return until;
    }

    private async Task<int> Held() => Assert.IsType<Outcome<StockView>.Done>(await Stock.View()).Value.Held;

    /// <summary>Writes down who was asked about, and answers nothing.</summary>
    private sealed class Courts : ICourier
    {
        private readonly System.Threading.Channels.Channel<AttemptId> asked =
            System.Threading.Channels.Channel.CreateUnbounded<AttemptId>();

        public async Task<List<AttemptId>> Asked(int count)
        {
            List<AttemptId> all = [];
            while (all.Count < count) all.Add(await asked.Reader.ReadAsync(TestContext.Current.CancellationToken));
            while (asked.Reader.TryRead(out var more)) all.Add(more);
            return all;
        }

        public bool Carries(Errand errand) => true;

        public async Task<bool> Deliver(Errand errand)
        {
            await asked.Writer.WriteAsync(((AskVerdict)errand).Attempt);
            return true;
        }
    }

    private sealed class Judge(Verdict verdict) : IOrderGrain
    {
        public Task<Verdict> Verdict(AttemptId attempt) => Task.FromResult(verdict);

        public Task<Outcome<OrderView>> Confirm(OrderCommand.Confirm command, Call call) =>
            throw new NotSupportedException();

        public Task<Outcome<OrderView>> Learn(OrderCommand.Learn command, Call call) =>
            throw new NotSupportedException();

        public Task<Outcome<OrderView>> Abandon(Call call) => throw new NotSupportedException();

        public Task<Outcome<OrderView>> AskCancel(OrderCommand.AskCancel command) => throw new NotSupportedException();

        public Task<Outcome<OrderView>> Ship(OrderCommand.Ship command, Call call) => throw new NotSupportedException();

        public Task<Outcome<OrderView>> Void(OrderCommand.VoidOrder command, Call call) =>
            throw new NotSupportedException();

        public Task<Outcome<OrderView>> Settle(OrderCommand.Settle command) => throw new NotSupportedException();

        public Task<Outcome<OrderView>> ReportLost(OrderCommand.ReportLost command) =>
            throw new NotSupportedException();

        public Task<Outcome<OrderView>> Lapse() => throw new NotSupportedException();

        public Task<Outcome<OrderView>?> Recall(CallKey key) => throw new NotSupportedException();

        public Task<Outcome<OrderView>> View() => throw new NotSupportedException();

        public Task<Inquiry?> Inquiry(AttemptId attempt) => throw new NotSupportedException();
    }
}
