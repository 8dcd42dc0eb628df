using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Kit;
using static Commerce.Grains.Tests.Stock.TheStock;

namespace Commerce.Grains.Tests.Stock;

public sealed class TheStockGrain : IAsyncLifetime
{
    private GrainHost host = default!;

    private IStockGrain Stock => host.Grains.GetGrain<IStockGrain>(StockKey.Of(Mug));

    private DateTimeOffset End => host.Clock.GetUtcNow().AddMinutes(10);

    public async ValueTask InitializeAsync() => host = await GrainHost.Start(new() { OpenHoldsMost = 100 });

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Sells_each_unit_to_one_of_many_buyers_in_few_writes()
    {
        await Stock.Adjust(Mug, 50, null, Call.System);
        var before = host.Storage.Envelopes.Count;
        var outcomes = await Task.WhenAll(
            Enumerable.Range(1, 200).Select(number => Stock.Hold(Buyer(number), 1, End, Mug)));
        Assert.Equal(50, outcomes.Count(outcome => outcome is Outcome<StockView>.Done));
        Assert.Equal(150, outcomes.Count(outcome => outcome is Outcome<StockView>.Refused { Why: OutOfStock }));
        Assert.Equal(new StockView(Mug, 50, 50, 0, Backorder.None), await Seen());
        Assert.InRange(host.Storage.Envelopes.Count - before, 1, 50);
    }

    [Fact]
    public async Task Loses_no_event_when_many_share_a_write()
    {
        await Stock.Adjust(Mug, 1_000, null, Call.System);
        await Task.WhenAll(Enumerable.Range(1, 64).Select(async number =>
        {
            await Stock.Hold(Buyer(number), 1, End, Mug);
            await Stock.Commit(Buyer(number));
            await Stock.Ship(Buyer(number), "s1", 1);
        }));
        Assert.Equal(new StockView(Mug, 936, 0, 936, Backorder.None), await Seen());
        Assert.Equal(1 + 3 * 64,
            host.Storage.Envelopes.Sum(envelope => envelope.GetProperty("events").GetArrayLength()));
    }

    [Fact]
    public async Task Decides_upon_the_row_of_an_attempt_it_does_not_know()
    {
        await Stock.Adjust(Mug, 10, null, Call.System);
        await Stock.Hold(Ada, 3, End, Mug);
        await Stock.Commit(Ada);
        Assert.IsType<Outcome<StockView>.Done>(await Stock.Hold(Ada, 3, End, Mug));
        Assert.IsType<Outcome<StockView>.Done>(await Stock.Release(Ada, "void-1", 1));
        Assert.IsType<Outcome<StockView>.Done>(await Stock.Release(Ada, "void-1", 1));
        Assert.IsType<Outcome<StockView>.Done>(await Stock.Ship(Ada, "s1", 2));
        Assert.IsType<Outcome<StockView>.Done>(await Stock.Commit(Ada));
        Assert.Equal(new StockView(Mug, 8, 0, 8, Backorder.None), await Seen());
    }

    [Fact]
    public async Task Never_reads_a_row_older_than_a_change_that_waits_to_be_written()
    {
        await Stock.Adjust(Mug, 10, null, Call.System);
        await Stock.Hold(Ada, 4, End, Mug);
        host.Storage.Close();
        Task<Outcome<StockView>>[] all =
        [
            Stock.Commit(Ada),
            .. Enumerable.Range(0, 20).Select(number => Stock.Ship(Ada, $"s{number % 2}", 1)),
            .. Enumerable.Range(0, 20).Select(number => Stock.Release(Ada, $"r{number % 2}", 1)),
        ];
        host.Storage.Open();
        await Task.WhenAll(all);
        Assert.Equal(new StockView(Mug, 8, 0, 8, Backorder.None), await Seen());
        Assert.All(host.Storage.Envelopes, envelope => Assert.True(
            !envelope.TryGetProperty("changes", out var changes)
                || changes.GetProperty("stock_holds").GetArrayLength() == 1));
    }

    [Fact]
    public async Task Refuses_a_hold_that_comes_after_its_release_also_next_to_it()
    {
        await Stock.Adjust(Mug, 10, null, Call.System);
        host.Storage.Close();
        var release = Stock.Release(Ada, "dead", null);
        var hold = Stock.Hold(Ada, 3, End, Mug);
        host.Storage.Open();
        Assert.IsType<Outcome<StockView>.Done>(await release);
        Assert.Equal(new AttemptDead(Ada), Assert.IsType<Outcome<StockView>.Refused>(await hold).Why);
    }

    [Theory]
    [InlineData(Fault.ThrowsBefore)]
    [InlineData(Fault.ThrowsAfter)]
    internal async Task Answers_nobody_of_a_failed_write_and_does_it_once_when_asked_again(Fault fault)
    {
        await Stock.Adjust(Mug, 10, null, Call.System);
        host.Storage.Fault = fault;

        // No more than there is: a write that was stored although it threw counts for those who come after it.
        var failed = Enumerable.Range(1, 10).Select(number => Stock.Hold(Buyer(number), 1, End, Mug)).ToArray();
        foreach (var hold in failed) await Assert.ThrowsAsync<StoreUnavailableException>(() => hold);

        host.Storage.Fault = Fault.None;
        var again = await Task.WhenAll(
            Enumerable.Range(1, 20).Select(number => Stock.Hold(Buyer(number), 1, End, Mug)));
        Assert.Equal(10, again.Count(outcome => outcome is Outcome<StockView>.Done));
        Assert.Equal(new StockView(Mug, 10, 10, 0, Backorder.None), await Seen());
    }

    private static AttemptId Buyer(int number) => new($"order-{number}/1");

    private async Task<StockView> Seen() => Assert.IsType<Outcome<StockView>.Done>(await Stock.View()).Value;
}
