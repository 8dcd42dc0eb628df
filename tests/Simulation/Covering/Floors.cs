using Commerce.Simulation.World;

namespace Commerce.Simulation.Covering;

/// <summary>How often everything must have happened before a clean verdict says anything.</summary>
internal static class Floors
{
    /// <summary>Each fault of the gateway, at each step, once in so many orders.</summary>
    public const int OrdersForOne = 1_000;

    /// <summary>So many orders are enough to ask for the floors.</summary>
    public const int OrdersLeast = 20_000;

    /// <summary>What happened too seldom; nothing: enough was seen.</summary>
    public static IEnumerable<string> Missed(Coverage seen)
    {
        var least = Math.Max(1, seen.Of("world", "orders") / OrdersForOne);
        var faults =
            from step in GatewaySteps.All
            from fault in GatewaySteps.FaultsOf(step)
            select ("gateway", $"{step} {fault}", least);
        (string Group, string Name, long Least)[] others =
            [("process", "crash", least), .. TruthTables.Wanted.Select(cell => ("cell", cell, 1L))];
        return
            from one in faults.Concat(others)
            let times = seen.Of(one.Item1, one.Item2)
            where times < one.Item3
            select $"{one.Item1}: {one.Item2}: {times} times, {one.Item3} wanted";
    }
}
