namespace Commerce.Simulation.Running;

/// <summary>Time that passes only when the simulation says so. True time drives timers; each process sees it through a
/// wall clock of its own, which may be wrong.</summary>
internal sealed class VirtualClock
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<(Alarm Alarm, int Setting), (long At, long Order)> alarms = new();
    private long now, order;

    /// <summary>How wrong the shop's wall clock is.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>Ticks since the start.</summary>
    public long Elapsed => now;

    /// <summary>True time.</summary>
    public DateTimeOffset Now => Start.AddTicks(now);

    /// <summary>The time that the shop believes in.</summary>
    public DateTimeOffset Shown => Now + Skew;

    /// <summary>What the shop's clock shows when so many ticks are over.</summary>
    public DateTimeOffset ShownAt(long elapsed) => Start.AddTicks(elapsed) + Skew;

    /// <summary>The ticks at which the shop's clock shows a time.</summary>
    public long ElapsedAt(DateTimeOffset shown) => (shown - Skew - Start).Ticks;

    /// <summary>A clock whose timers are silent once their process is over.</summary>
    public TimeProvider For(Func<bool> isOver, bool skewed = true) => new View(this, isOver, skewed);

    /// <summary>Has something done at a time from now.</summary>
    public void After(TimeSpan span, Action work)
    {
        var alarm = new Alarm(this, static () => false, state => ((Action)state!)(), work);
        alarm.Change(span, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The next time at which something rings; null: never.</summary>
    public long? NextAt()
    {
        while (alarms.TryPeek(out var next, out var place))
        {
            if (next.Alarm.Rings(next.Setting)) return place.At;
            alarms.Dequeue();
        }

        return null;
    }

    /// <summary>Lets time pass without a sound.</summary>
    public void MoveTo(long at) => now = Math.Max(now, at);

    /// <summary>Rings the next alarm, which is due.</summary>
    public void Ring()
    {
        var (alarm, _) = alarms.Dequeue();
        alarm.Ring();
    }

    private void Add(Alarm alarm, int setting, TimeSpan due) =>
        alarms.Enqueue((alarm, setting), (checked(now + Math.Max(0, due.Ticks)), order++));

    private sealed class View(VirtualClock clock, Func<bool> isOver, bool skewed) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => skewed ? clock.Shown : clock.Now;

        public override long GetTimestamp() => clock.now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var alarm = new Alarm(clock, isOver, callback, state);
            alarm.Change(dueTime, period);
            return alarm;
        }
    }

    private sealed class Alarm(VirtualClock clock, Func<bool> isOver, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan again = Timeout.InfiniteTimeSpan;
        private int setting;

        public bool Rings(int asSet) => asSet == setting && !isOver();

        public void Ring()
        {
            setting++;
            if (again > TimeSpan.Zero) clock.Add(this, setting, again);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            setting++;
            again = period;
            if (dueTime != Timeout.InfiniteTimeSpan) clock.Add(this, setting, dueTime);
            return true;
        }

        public void Dispose()
        {
            setting++;
            again = Timeout.InfiniteTimeSpan;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
