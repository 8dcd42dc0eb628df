using Commerce.Kit;
using Orleans.Runtime;

namespace Commerce.Engine.Tests;

public sealed class Stopping : OnAnEngine
{
    private ILeavingGrain Grain => Grains.GetGrain<ILeavingGrain>("leaving-1");

    [Fact]
    public async Task Says_farewell_to_every_grain()
    {
        await Grain.Number();
        await Grains.GetGrain<ILeavingGrain>("leaving-2").Number();
        await Engine.Stop();
        var leaves = $"leaves: {DeactivationReasonCode.ShuttingDown}";
        Assert.Equal([leaves, leaves], Script.Happened);
    }

    [Fact]
    public async Task Lets_a_call_end_first()
    {
        var call = Grain.HoldLong();
        await Script.On("hold begins");
        var stop = Engine.Stop();
        Script.Give("hold may end");
        await Task.WhenAll(call, stop);
        Assert.Equal(["hold begins", "hold ends", $"leaves: {DeactivationReasonCode.ShuttingDown}"], Script.Happened);
    }

    [Fact]
    public async Task Takes_no_further_call()
    {
        await Grain.Number();
        await Engine.Stop();
        await Assert.ThrowsAnyAsync<OrleansException>(Grain.Number);
    }

    [Fact]
    public async Task Does_not_wait_for_ever()
    {
        var call = Grain.HoldLong();
        await Script.On("hold begins");
        var stop = Engine.Stop();
        while (!stop.IsCompleted)
        {
            Engine.Pass(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        await stop;
        Assert.False(call.IsCompletedSuccessfully);
    }

    [Fact, EmbeddedAlone("An Orleans silo that leaves wakes no grain any more: those of its cluster that stay do.")]
    public async Task Lets_a_call_that_runs_call_others()
    {
        var call = Grain.HoldThenCall("leaving-2");
        await Script.On("hold begins");
        var stop = Engine.Stop();
        Script.Give("hold may end");
        Assert.Equal(2, await call);
        await stop;
    }
}
