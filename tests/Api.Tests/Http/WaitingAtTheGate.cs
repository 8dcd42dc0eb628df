using Commerce.Api.Http;
using Commerce.Kit;

namespace Commerce.Api.Tests.Http;

public sealed class WaitingAtTheGate
{
    private readonly ManualClock clock = new();

    [Fact]
    public async Task Lets_others_in_when_the_first_is_done()
    {
        var gates = new CallGates(clock);
        var first = await gates.Enter("key");
        var second = gates.Enter("key");
        Assert.False(second.IsCompleted);
        first!.Dispose();
        Assert.NotNull(await second);
    }

    [Fact]
    public async Task Lets_other_keys_through()
    {
        var gates = new CallGates(clock);
        Assert.NotNull(await gates.Enter("one"));
        Assert.NotNull(await gates.Enter("another"));
    }

    [Fact]
    public async Task Gives_up_after_ten_seconds()
    {
        var gates = new CallGates(clock);
        using var first = await gates.Enter("key");
        var second = gates.Enter("key");
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await second);
    }

    [Fact]
    public async Task Keeps_one_turn_after_somebody_gave_up()
    {
        var gates = new CallGates(clock);
        var first = await gates.Enter("key");
        var gaveUp = gates.Enter("key");
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await gaveUp);
        var third = gates.Enter("key");
        Assert.False(third.IsCompleted);
        first!.Dispose();
        Assert.NotNull(await third);
    }
}
