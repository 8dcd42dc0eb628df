namespace Commerce.Silo.Tests.Gateways;

/// <summary>Time that passes by hand. Timers fire in the order of their times, off the test's own thread.</summary>
public sealed class HandClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<HandTimer> timers = [];
    private readonly List<(int Count, DateTimeOffset Last, TaskCompletionSource Reached)> waiting = [];
    private DateTimeOffset now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass, with everything that it sets off.</summary>
    public Task Advance(TimeSpan span) => Task.Run(() =>
    {
        var end = GetUtcNow() + span;
        while (NextUntil(end) is { } timer) timer.Fire();
        lock (gate) now = end;
    });

    /// <summary>Is done as soon as so many timers are set, to fire within a time if one is named.</summary>
    public Task TimersSet(int count, TimeSpan? within = null)
    {
        lock (gate)
        {
            var last = within is { } time ? now + time : DateTimeOffset.MaxValue;
            if (CountUntil(last) >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((count, last, reached));
            return reached.Task;
        }
    }

    private HandTimer? NextUntil(DateTimeOffset end)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.At <= end).MinBy(timer => timer.At);
            if (next is null) return null;
            if (next.At > now) now = next.At;
            timers.Remove(next);
            return next;
        }
    }

    private void Set(HandTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan) return;
            timer.At = now + dueTime;
            timers.Add(timer);
            foreach (var (_, _, reached) in waiting.Where(one => CountUntil(one.Last) >= one.Count))
                reached.TrySetResult();
        }
    }

    private int CountUntil(DateTimeOffset last) => timers.Count(timer => timer.At <= last);

    private sealed class HandTimer(HandClock clock, Action callback) : ITimer
    {
        public DateTimeOffset At { get; set; }

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Set(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Set(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
