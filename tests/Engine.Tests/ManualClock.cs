namespace Commerce.Engine.Tests;

/// <summary>Time that passes only when a test says so; timers go off in their order, at their time.</summary>
public sealed class ManualClock : TimeProvider
{
    // Orleans waits until a time of day, by delays of whole milliseconds: what is left of one it waits off by asking
    // for the time again and again. Who asks so often sees it pass.
    private const int AskedMost = 1_000;
    private static readonly TimeSpan Glance = TimeSpan.FromMicroseconds(100);

    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private int asked;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (alarms)
        {
            if (++asked > AskedMost) Move(now + Glance);
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Pass(TimeSpan time)
    {
        var end = GetUtcNow() + time;
        while (Next(end) is { } alarm) alarm.Ring();
        lock (alarms) Move(end);
    }

    private Alarm? Next(DateTimeOffset end)
    {
        lock (alarms)
        {
            var next = alarms.Where(alarm => alarm.Due <= end).MinBy(alarm => alarm.Due);
            if (next is null) return null;
            Move(next.Due!.Value);
            next.Due = next.Period > TimeSpan.Zero ? now + next.Period : null;
            return next;
        }
    }

    private void Move(DateTimeOffset to)
    {
        asked = 0;
        if (to > now) now = to;
    }

    private sealed class Alarm(ManualClock clock, Action ring) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.alarms)
            {
                Period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                if (!clock.alarms.Contains(this)) clock.alarms.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.alarms) clock.alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
