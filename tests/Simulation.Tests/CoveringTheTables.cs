using Commerce.Simulation.Covering;
using Commerce.Simulation.World;

namespace Commerce.Simulation.Tests;

/// <summary>What a clean verdict must have seen: the floors, and that runs add up.</summary>
public sealed class CoveringTheTables
{
    [Fact]
    public void Wants_every_cell_but_those_that_the_world_cannot_reach()
    {
        Assert.Contains("Orders: Placed, void × Ship", TruthTables.Wanted);
        Assert.Contains("Products/Owners: Lapsed × Claim by another", TruthTables.Wanted);
        Assert.All(TruthTables.Unreached.Keys, cell => Assert.Contains(cell, TruthTables.All));
        Assert.Equal(TruthTables.All.Length - TruthTables.Unreached.Count, TruthTables.Wanted.Count());
    }

    [Fact]
    public void Misses_what_happened_less_often_than_once_in_a_thousand_orders()
    {
        var seen = Everything(2);
        seen.Count("world", "orders", 2_000);
        Assert.Empty(Floors.Missed(seen));
        seen.Count("world", "orders", 1_000);
        Assert.Contains("gateway: capture Lost: 2 times, 3 wanted", Floors.Missed(seen));
        Assert.DoesNotContain(Floors.Missed(seen), missed => missed.StartsWith("cell", StringComparison.Ordinal));
    }

    [Fact]
    public void Misses_a_cell_that_was_never_met() => Assert.Contains(
        "cell: Carts: Closed × AddLine: 0 times, 1 wanted", Floors.Missed(new Coverage()));

    [Fact]
    public void Adds_up_over_runs()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("commerce-coverage-").FullName, "coverage");
        try
        {
            var seen = Everything(2);
            File.WriteAllLines(file, seen.Lines());
            seen.Add(Coverage.In(file));
            Assert.Equal(4, seen.Of("gateway", "capture Lost"));
            Assert.Empty(Coverage.In(file + ".none").Lines());
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public void Meets_a_cell_when_a_seed_is_lived() =>
        Assert.True(new Run(Plan.Of(7, 2, 25)).Live().Coverage.Of("cell", "Carts: Open × Freeze") > 0);

    private static Coverage Everything(long times)
    {
        var seen = new Coverage();
        seen.Count("process", "crash", times * 2);
        foreach (var step in GatewaySteps.All)
        {
            foreach (var fault in GatewaySteps.FaultsOf(step)) seen.Count("gateway", $"{step} {fault}", times);
        }

        foreach (var cell in TruthTables.All) seen.Count("cell", cell);
        return seen;
    }
}
