using Commerce.Kit;

namespace Commerce.Grains.Tests.Kernel;

public sealed class TheManualClock
{
    [Fact]
    public void Fires_timers_in_their_order_at_their_own_times()
    {
        var clock = new ManualClock();
        var start = clock.GetUtcNow();
        List<string> rung = [];
        using var late = clock.CreateTimer(
            _ => rung.Add($"late {clock.GetUtcNow() - start}"), null, Seconds(3), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(
            _ => rung.Add($"often {clock.GetUtcNow() - start}"), null, Seconds(1), Seconds(1));
        using var never = clock.CreateTimer(_ => rung.Add("never"), null, Timeout.InfiniteTimeSpan, Seconds(1));
        clock.Advance(Seconds(2.5));
        often.Dispose();
        clock.Advance(Seconds(2.5));
        Assert.Equal(["often 00:00:01", "often 00:00:02", "late 00:00:03"], rung);
        Assert.Equal(Seconds(5), clock.GetUtcNow() - start);
    }

    [Fact]
    public async Task Lets_those_who_wait_go_on_when_their_time_has_come()
    {
        var clock = new ManualClock();
        var waiting = Task.Delay(Seconds(10), clock, TestContext.Current.CancellationToken);
        clock.Advance(Seconds(9));
        Assert.False(waiting.IsCompleted);
        clock.Advance(Seconds(1));
        await waiting;
    }

    [Fact]
    public void Stands_beside_ids_that_are_the_same_in_every_run()
    {
        SeededIds one = new(7), same = new(7), other = new(8);
        var ids = Enumerable.Range(0, 1_000).Select(_ => one.Next()).ToList();
        Assert.Equal(1_000, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(26, id.Length));
        Assert.Equal(ids[0], same.Next());
        Assert.NotEqual(ids[0], other.Next());
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
