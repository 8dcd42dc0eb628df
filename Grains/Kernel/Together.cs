using System.Runtime.ExceptionServices;

namespace Commerce.Grains.Kernel;

/// <summary>Waits for what was begun together, without ever leaving the grain's turns: <c>Task.WhenAll</c> takes a step
/// of its own on the thread pool, where no simulation can decide when.</summary>
internal static class Together
{
    /// <summary>What all of it came to, in order, once all of it has ended; the first failure, if there is
    /// one.</summary>
    public static async Task<T[]> All<T>(IEnumerable<Task<T>> begun)
    {
        Task<T>[] tasks = [.. begun];
        var results = new T[tasks.Length];
        ExceptionDispatchInfo? failed = null;
        for (var place = 0; place < tasks.Length; place++)
        {
            try
            {
                results[place] = await tasks[place];
            }
            catch (Exception failure)
            {
                failed ??= ExceptionDispatchInfo.Capture(failure);
            }
        }

        failed?.Throw();
        return results;
    }
}
