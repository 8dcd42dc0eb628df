using System.Diagnostics;

namespace Commerce.Silo.Tests;

/// <summary>Waits for a fact that other threads bring about; the deadline is never met when all is well.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenNudges = TimeSpan.FromMilliseconds(100);

    public static Task Is(Func<bool> fact, string expected) => Is(() => Task.FromResult(fact()), expected);

    /// <summary>Waits for a fact.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="expected">What it says, for the failure.</param>
    /// <param name="nudge">Done now and then while waiting: moves a clock on whose timers were not yet set.</param>
    public static async Task Is(Func<Task<bool>> fact, string expected, Action? nudge = null)
    {
        var since = Stopwatch.GetTimestamp();
        var nudged = since;
        while (!await fact())
        {
            if (Stopwatch.GetElapsedTime(since) > Deadline) Assert.Fail($"It never came true that {expected}.");
            if (Stopwatch.GetElapsedTime(nudged) > BetweenNudges)
            {
                nudge?.Invoke();
                nudged = Stopwatch.GetTimestamp();
            }

            await Task.Yield();
        }
    }
}
