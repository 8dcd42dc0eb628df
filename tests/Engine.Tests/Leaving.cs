using Commerce.Kit;
using Orleans.Runtime;
using Orleans.Storage;

namespace Commerce.Engine.Tests;

public sealed class Leaving : OnAnEngine
{
    private ILeavingGrain Grain => Grains.GetGrain<ILeavingGrain>("leaving-1");

    [Fact]
    public async Task Makes_the_next_call_wake_a_new_activation()
    {
        var first = await Grain.Leave();
        Assert.Equal(first + 1, await Grain.Number());
    }

    [Fact]
    public async Task Says_why()
    {
        await Grain.Leave();
        await Grain.Number();
        Assert.Equal([$"leaves: {DeactivationReasonCode.ApplicationRequested}"], Script.Happened);
    }

    [Fact]
    public async Task Waits_until_the_call_that_asks_has_ended()
    {
        var leaving = Grain.LeaveAndHold();
        await Script.On("hold begins");
        var next = Grain.Number();
        await Grains.GetGrain<ILeavingGrain>("leaving-2").Number();
        Script.Give("hold may end");
        await Task.WhenAll(leaving, next);
        Assert.Equal(
            ["hold begins", "hold ends", $"leaves: {DeactivationReasonCode.ApplicationRequested}"], Script.Happened);
    }

    [Fact]
    public async Task Ends_before_the_next_activation_begins()
    {
        Script.Count("wait in farewell");
        await Grain.Leave();
        var next = Grain.Number();
        await Script.On("farewell begins");
        Assert.Equal(1, Script.Counted("made"));
        Script.Give("farewell may end");
        Assert.Equal(2, await next);
    }

    [Fact]
    public async Task Happens_although_the_farewell_fails()
    {
        Script.Count("fail in farewell");
        await Grain.Leave();
        Assert.Equal(2, await Grain.Number());
    }

    [Fact]
    public async Task Comes_after_fifteen_idle_minutes()
    {
        await Grain.Number();
        await Engine.LeaveAlone(TimeSpan.FromMinutes(17));
        Assert.Equal(2, await Grain.Number());
        Assert.Equal([$"leaves: {DeactivationReasonCode.ActivationIdle}"], Script.Happened);
    }

    [Fact, EmbeddedAlone(EngineHost.IdleByMachine)]
    public async Task Does_not_come_while_the_grain_is_used()
    {
        await Grain.Number();
        Engine.Pass(TimeSpan.FromMinutes(10));
        await Grain.Number();
        Engine.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(1, await Grain.Number());
    }

    [Fact]
    public async Task Does_not_come_during_a_call()
    {
        var call = Grain.HoldLong();
        await Script.On("hold begins");
        await Engine.LeaveAlone(TimeSpan.FromMinutes(20));
        Script.Give("hold may end");
        await call;
        Assert.Equal(1, await Grain.Number());
    }

    [Fact]
    public async Task Is_put_off_as_long_as_the_grain_wants()
    {
        await Grain.Stay(TimeSpan.FromHours(1));
        await Engine.LeaveAlone(TimeSpan.FromMinutes(50));
        Assert.Equal(1, await Grain.Number());
    }

    [Fact]
    public async Task Comes_when_an_inconsistent_state_escapes()
    {
        await Assert.ThrowsAsync<InconsistentStateException>(Grain.BeInconsistent);
        Assert.Equal(2, await Grain.Number());
    }

    [Fact]
    public async Task Does_not_come_over_the_caller_of_an_inconsistent_grain()
    {
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.CallInconsistent("leaving-2"));
        Assert.Equal(1, await Grain.Number());
    }

    [Fact]
    public async Task Does_not_come_over_any_other_exception()
    {
        await Assert.ThrowsAsync<OrleansException>(Grain.Fail);
        Assert.Equal(1, await Grain.Number());
    }

    [Fact]
    public async Task Hands_calls_that_wait_on_to_the_next_activation()
    {
        var leaving = Grain.LeaveAndHold();
        await Script.On("hold begins");
        var waiting = Enumerable.Range(0, 10).Select(_ => Grain.Number()).ToArray();
        Script.Give("hold may end");
        await leaving;
        Assert.Equal([2], (await Task.WhenAll(waiting)).Distinct());
    }
}

public interface ILeavingGrain : IGrainWithStringKey
{
    Task<int> Number();

    Task<int> Leave();

    Task LeaveAndHold();

    [ResponseTimeout("01:00:00")]
    Task HoldLong();

    Task<int> HoldThenCall(string key);

    Task Stay(TimeSpan time);

    Task BeInconsistent();

    Task CallInconsistent(string key);

    Task Fail();
}

public sealed class LeavingGrain(Script script) : Grain, ILeavingGrain
{
    private readonly int number = script.Count("made");

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (script.Counted("wait in farewell") > 0) await script.Play("farewell");
        if (script.Counted("fail in farewell") > 0) throw new InvalidOperationException("No farewell.");
        script.Write($"leaves: {reason.ReasonCode}");
    }

    public Task<int> Number() => Task.FromResult(number);

    public Task<int> Leave()
    {
        DeactivateOnIdle();
        return Number();
    }

    public Task LeaveAndHold()
    {
        this.DeactivateOnIdle();
        return script.Play("hold");
    }

    public Task HoldLong() => script.Play("hold");

    public async Task<int> HoldThenCall(string key)
    {
        await script.Play("hold");
        return await GrainFactory.GetGrain<ILeavingGrain>(key).Number();
    }

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task BeInconsistent() => throw new InconsistentStateException("Not what is stored.", "2", "1");

    public Task CallInconsistent(string key) => GrainFactory.GetGrain<ILeavingGrain>(key).BeInconsistent();

    public Task Fail() => throw new OrleansException("Something else.");
}
