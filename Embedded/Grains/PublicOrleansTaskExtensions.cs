namespace Orleans;

/// <summary>For tasks whose end nobody waits for.</summary>
public static class PublicOrleansTaskExtensions
{
    /// <summary>Marks a task's failure as seen.</summary>
    public static void Ignore(this Task task)
    {
        if (task.IsCompleted) _ = task.Exception;
        else See(task);

        static void See(Task task) => task.ContinueWith(
            static failed => _ = failed.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
