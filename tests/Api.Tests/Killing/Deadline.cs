using System.Diagnostics;

namespace Commerce.Api.Tests.Killing;

/// <summary>Waits for a fact outside of this process. Process tests are the one exception to 'no real time'.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether it became true in time.</summary>
    public static Task<bool> Until(TimeSpan limit, Func<Task<bool>> fact) => Until(limit, Pause, fact);

    /// <summary>Whether it became true in time, asked as often as that.</summary>
    public static async Task<bool> Until(TimeSpan limit, TimeSpan pause, Func<Task<bool>> fact)
    {
        var watch = Stopwatch.StartNew();
        while (!await fact())
        {
            if (watch.Elapsed > limit) return false;
            await Task.Delay(pause, TimeProvider.System);
        }

        return true;
    }
}
