using System.Diagnostics;

namespace Commerce.Silo.Tests;

/// <summary>Waits for a fact that other threads bring about, with a deadline that is never met when all is well.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static async Task Is(Func<bool> fact, string expected)
    {
        var since = Stopwatch.GetTimestamp();
        while (!fact())
        {
            if (Stopwatch.GetElapsedTime(since) > Deadline) Assert.Fail($"It never came true that {expected}.");
            await Task.Yield();
        }
    }

    public static async Task Is(Func<Task<bool>> fact, string expected)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await fact())
        {
            if (Stopwatch.GetElapsedTime(since) > Deadline) Assert.Fail($"It never came true that {expected}.");
            await Task.Yield();
        }
    }
}
