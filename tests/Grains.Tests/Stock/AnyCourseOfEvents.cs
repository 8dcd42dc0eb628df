using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Kit;
using static Commerce.Grains.Tests.Stock.TheStock;

namespace Commerce.Grains.Tests.Stock;

/// <summary>Seeded chance: what must hold for a stock item whatever comes in whatever order (I1).</summary>
public sealed class AnyCourseOfEvents
{
    private const int Steps = 400;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Never_oversells_and_counts_every_promise_once(int seed)
    {
        var chance = new Random(seed);
        var rows = new Dictionary<AttemptId, Kept>();
        var state = Given(TenOnHand).State;
        for (var step = 0; step < Steps; step++)
        {
            var command = AnyCommand(chance, rows);
            var before = state;
            if (Blueprint.Decide(state, command, Now) is not Decision<StockEvent>.Accepted(var events, _)) continue;

            state = events.Aggregate(state, Blueprint.Evolve);
            foreach (var happened in events) Project(happened, rows);
            Check(before, state, command, rows);
            if (command is not StockCommand.Adjust { Change: not null })
            {
                Assert.IsType<Decision<StockEvent>.Unchanged>(Blueprint.Decide(state, Again(command, rows), Now));
            }
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    private static void Check(
        StockState before, StockState after, StockCommand command, Dictionary<AttemptId, Kept> rows)
    {
        Assert.InRange(after.OnHand, 0, StockLimits.OnHandMost);
        var promised = after.Open.Sum(hold => (long)hold.Quantity) + rows.Values.Sum(row => (long)row.Remaining);
        Assert.Equal(promised, after.Held);
        Assert.True(after.Open.Length <= Settings.OpenHoldsMost);
        Assert.True(after.Newest.Length <= StockLimits.NewestMost);
        if (command is StockCommand.Hold) Assert.True(after.Held <= before.OnHand + (long)before.Backorder.Most);
        Assert.Equal(KernelText.Of(after), KernelText.Of(
            System.Text.Json.JsonSerializer.Deserialize<StockState>(KernelText.Of(after), KernelJson.Options)));
    }

    private static StockCommand AnyCommand(Random chance, Dictionary<AttemptId, Kept> rows)
    {
        var attempt = new AttemptId($"order-{chance.Next(12)}/1");
        var kept = rows.GetValueOrDefault(attempt);
        var part = $"p{chance.Next(4)}";
        return chance.Next(12) switch
        {
            < 5 => Hold(attempt, chance.Next(-1, 8), kept),
            < 7 => new StockCommand.Commit(attempt, kept),
            7 => new StockCommand.Release(attempt, part, chance.Next(3) == 0 ? chance.Next(-1, 4) : null, kept),
            8 or 9 => new StockCommand.Ship(attempt, part, chance.Next(-1, 5), kept),
            10 => chance.Next(2) == 0
                ? new StockCommand.Adjust(Mug, chance.Next(-5, 40), null)
                : new StockCommand.Adjust(Mug, null, chance.Next(-10, 10)),
            _ => new StockCommand.SetBackorder(Mug, AnyBackorder(chance), Said(chance.Next(1_000))),
        };
    }

    private static Backorder AnyBackorder(Random chance) =>
        chance.Next(4) == 0 ? Backorder.Unlimited : new Backorder(chance.Next(-1, 10));

    private static StockCommand Again(StockCommand command, Dictionary<AttemptId, Kept> rows) => command switch
    {
        StockCommand.Hold hold => hold with { Kept = rows.GetValueOrDefault(hold.Attempt) },
        StockCommand.Commit commit => commit with { Kept = rows.GetValueOrDefault(commit.Attempt) },
        StockCommand.Release release => release with { Kept = rows.GetValueOrDefault(release.Attempt) },
        StockCommand.Ship ship => ship with { Kept = rows.GetValueOrDefault(ship.Attempt) },
        _ => command,
    };

    private static void Project(StockEvent happened, Dictionary<AttemptId, Kept> rows)
    {
        foreach (var row in Blueprint.Changes("stock-mug-1", happened).Tables.SelectMany(table => table.Rows))
        {
            var written = (StockHoldRow)row;
            rows[new(written.Attempt)] = Commerce.Grains.Stock.Kept.Of(written)!;
        }
    }
}
