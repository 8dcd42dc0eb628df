namespace Commerce.Kit;

/// <summary>A clock as one sees it who asks for the time again and again until it has come: Orleans waits for a
/// reminder by delays of whole milliseconds, and waits the rest off like that. On a clock that stands still it would
/// ask forever; here it sees a little of time pass, and nobody else does.</summary>
internal sealed class GlancedClock(TimeProvider clock) : TimeProvider
{
    private const int AskedMost = 1_000;
    private static readonly TimeSpan Glance = TimeSpan.FromMicroseconds(100);

    private readonly Lock gate = new();
    private DateTimeOffset last;
    private int asked;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            asked = now == last ? asked + 1 : 0;
            last = now;
            return now + (Math.Max(0, asked - AskedMost) * Glance);
        }
    }

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
