namespace Commerce.Api.Tests;

/// <summary>Runs as the machine's, but can be put ahead: no timer fires early for that.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long ahead;

    public void PutAhead(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead));
}
