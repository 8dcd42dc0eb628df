namespace Commerce.Grains.Kernel;

/// <summary>The shop counts time in whole milliseconds, as the databases do.</summary>
internal static class ShopClock
{
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
    }

    public static DateTimeOffset FromMilliseconds(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);
}
