using Commerce.Grains.Orders;
using Commerce.Grains.Stock;

namespace Commerce.Simulation.World.Meddling;

/// <summary>What is told to stock items late, twice, and of attempts that nobody made.</summary>
internal static class StockDeeds
{
    private static readonly TimeSpan HoldTime = TimeSpan.FromMinutes(10);

    public static ImmutableArray<Deed> All { get; } =
    [
        (who, grains, _) => Tell(who, old => Stock(grains, old).Hold(
            old.Attempt, old.Quantity, who.Town.Clock.Shown + HoldTime, old.Sku)),
        (who, grains, _) => Tell(who, old => Stock(grains, old).Commit(Stranger(old))),
        (who, grains, _) => Tell(who, old => Stock(grains, old).Release(Stranger(old), "ended", null)),
        (who, grains, _) => Tell(who, old => Stock(grains, old).Ship(Stranger(old), "shipment-none", 1)),
        (who, grains, _) => Tell(who, old => Stock(grains, old).Return(Stranger(old), "refund-none", 1)),

        // More than was ever promised.
        (who, grains, _) => Tell(who, old => Stock(grains, old).Ship(old.Attempt, "shipment-none", 5_000)),
        (who, grains, _) => Tell(who, old => Stock(grains, old).Return(old.Attempt, "refund-none", 5_000)),
        (who, grains, _) => Tell(who, old => Stock(grains, old).Release(old.Attempt, "void-none", 5_000)),
    ];

    private static Task Tell(Meddler who, Func<StockCommand.Hold, Task> tell) => who.Names.Holds is { Count: > 0 } some
        ? tell(who.Chance.Percent(50) ? some[^1] : who.Chance.Of(some))
        : Task.CompletedTask;

    private static AttemptId Stranger(StockCommand.Hold hold) => Meddler.StrangerOf(hold.Attempt.Order);

    private static IStockGrain Stock(IGrainFactory grains, StockCommand.Hold hold) =>
        grains.GetGrain<IStockGrain>(StockKey.Of(hold.Sku));
}
