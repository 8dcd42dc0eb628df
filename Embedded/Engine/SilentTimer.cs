namespace Commerce.Embedded;

internal static class SilentTimer
{
    /// <summary>A timer, not yet set, that carries none of its creator's async locals.</summary>
    public static ITimer CreateSilentTimer(this TimeProvider clock, TimerCallback callback, object state)
    {
        if (ExecutionContext.IsFlowSuppressed()) return Create();
        using (ExecutionContext.SuppressFlow()) return Create();

        ITimer Create() =>
            clock.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
