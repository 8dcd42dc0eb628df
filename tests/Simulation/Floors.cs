using Commerce.Simulation.World;

namespace Commerce.Simulation;

/// <summary>How often everything must have happened before a clean verdict says anything.</summary>
internal static class Floors
{
    /// <summary>Each fault of the gateway, at each thing it is asked for, once in so many orders.</summary>
    public const int OrdersForOne = 1_000;

    /// <summary>What happened too seldom; nothing: enough was seen.</summary>
    public static IEnumerable<string> Missed(Coverage seen, long orders)
    {
        var least = orders / OrdersForOne;
        foreach (var operation in Weather.Operations)
        {
            foreach (var fault in Enum.GetValues<GatewayFault>())
            {
                var times = seen.Of("gateway", $"{operation} {fault}");
                if (times < least) yield return $"gateway: {operation} {fault}: {times} times, {least} wanted";
            }
        }

        if (seen.Of("process", "crash") < least)
            yield return $"process: crash: {seen.Of("process", "crash")} times, {least} wanted";
    }
}
