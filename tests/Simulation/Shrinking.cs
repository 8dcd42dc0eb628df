namespace Commerce.Simulation;

/// <summary>Looks for the shortest history that still breaks something: fewer shoppers, fewer kinds of faults, fewer
/// days.</summary>
internal static class Shrinking
{
    /// <summary>The shortest plan found in time, and what it breaks.</summary>
    public static RunVerdict Shortest(RunVerdict failed, TimeSpan patience, TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        var best = failed;
        bool InTime() => clock.GetElapsedTime(began) < patience;
        while (InTime() && ShorterOf(best, InTime) is { } shorter) best = shorter;
        return best;
    }

    private static RunVerdict? ShorterOf(RunVerdict failed, Func<bool> inTime)
    {
        foreach (var plan in failed.Plan.Shorter())
        {
            if (!inTime()) return null;
            var verdict = new Run(plan).Live();
            if (!verdict.IsClean) return verdict;
        }

        return null;
    }
}
