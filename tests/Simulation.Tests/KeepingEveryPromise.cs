using Commerce.Kit;

namespace Commerce.Simulation.Tests;

/// <summary>The shop under faults: fixed seeds, plans that once broke something, and fresh seeds.</summary>
public sealed class KeepingEveryPromise
{
    private static readonly TimeSpan FreshTime = TimeSpan.FromSeconds(20);

    public static TheoryData<ulong> Fixed { get; } = [1, 2, 3, 4, 5, 6];

    public static TheoryData<string> Kept { get; } = new(File.ReadAllLines(
        Repository.At("tests", "Simulation.Tests", "kept.txt")).Where(line => line.Length > 0 && line[0] != '#'));

    [Theory, MemberData(nameof(Fixed))]
    public void Holds_in_the_fixed_seeds(ulong seed) => Check(Plan.Of(seed, 4, 60));

    [Theory, MemberData(nameof(Kept))]
    public void Holds_where_it_once_broke(string plan) => Check(Plan.Named(plan));

    [Fact]
    public void Holds_in_seeds_that_nobody_chose()
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        for (var seed = (ulong)clock.GetUtcNow().Ticks; clock.GetElapsedTime(began) < FreshTime; seed++)
            Check(Plan.Of(seed, 4, 60));
    }

    private static void Check(Plan plan)
    {
        var verdict = new Run(plan).Live();
        Assert.True(
            verdict.IsClean,
            $"dotnet run --project tests/Simulation -- --replay {plan.Name}\n"
            + string.Join('\n', verdict.Violations));
        Assert.True(verdict.Orders > 0);
    }
}
