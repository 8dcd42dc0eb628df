using Commerce.Kit;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.Engine.Tests;

public sealed class Ticking : OnAnEngine
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private ITickingGrain Grain => Grains.GetGrain<ITickingGrain>("ticking-1");

    [Fact]
    public async Task Begins_when_due_and_goes_on_every_period()
    {
        await Grain.Start(Minute, 2 * Minute, interleave: false, keepAlive: false);
        foreach (var (pass, ticks) in new[] { (59, 0), (1, 1), (119, 1), (1, 2), (120, 3) })
        {
            Engine.Pass(TimeSpan.FromSeconds(pass));
            Assert.Equal(ticks, await Grain.Ticks());
        }
    }

    [Fact]
    public async Task Happens_once_without_a_period()
    {
        await Grain.Start(Minute, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: false);
        Engine.Pass(Minute);
        Assert.Equal(1, await Grain.Ticks());
        Engine.Pass(5 * Minute);
        Assert.Equal(1, await Grain.Ticks());
    }

    [Fact]
    public async Task Waits_for_its_turn()
    {
        await Grain.Start(Minute, Minute, interleave: false, keepAlive: false);
        var call = Grain.Hold();
        await Script.On("call begins");
        Engine.Pass(Minute);
        await Grain.Beside();
        Script.Give("call may end");
        await call;
        await Grain.Ticks();
        Assert.Equal(["call begins", "call ends", "tick"], Script.Happened);
    }

    [Fact]
    public async Task Does_not_wait_when_it_interleaves()
    {
        await Grain.Start(Minute, Minute, interleave: true, keepAlive: false);
        var call = Grain.Hold();
        await Script.On("call begins");
        Engine.Pass(Minute);
        await Script.On("tick");
        Script.Give("call may end");
        await call;
        Assert.Equal(["call begins", "tick", "call ends"], Script.Happened);
    }

    [Fact]
    public async Task Counts_its_period_from_the_end_of_a_tick()
    {
        Script.Count("hold in tick");
        await Grain.Start(Minute, Minute, interleave: false, keepAlive: false);
        Engine.Pass(Minute);
        await Script.On("hold in tick begins");
        Engine.Pass(5 * Minute);
        Script.Give("hold in tick may end");
        Assert.Equal(1, await Grain.Ticks());
        Engine.Pass(TimeSpan.FromSeconds(59));
        Assert.Equal(1, await Grain.Ticks());
        Engine.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(2, await Grain.Ticks());
    }

    [Fact]
    public async Task Goes_on_after_a_tick_that_failed()
    {
        Script.Count("fail in tick");
        await Grain.Start(Minute, Minute, interleave: false, keepAlive: false);
        Engine.Pass(Minute);
        Assert.Equal(1, await Grain.Ticks());
        Engine.Pass(Minute);
        Assert.Equal(2, await Grain.Ticks());
    }

    [Theory, InlineData(false), InlineData(true), EmbeddedAlone(EngineHost.IdleByMachine)]
    public async Task Keeps_its_grain_only_if_it_shall(bool keepAlive)
    {
        await Grain.Start(Minute, 5 * Minute, interleave: false, keepAlive);
        while (Script.Counted("ticks") < 8 && Script.Counted("left") == 0)
        {
            Engine.Pass(Minute);
            await Task.Yield();
        }

        Assert.Equal(keepAlive ? 0 : 1, Script.Counted("left"));
    }

    [Fact]
    public async Task Ends_with_its_grain()
    {
        await Grain.Start(Minute, Minute, interleave: false, keepAlive: true);
        await Grain.Leave();
        await Grain.Ticks();
        Engine.Pass(5 * Minute);
        await Grain.Ticks();
        Assert.Empty(Script.Happened);
    }

    [Fact]
    public async Task Ends_when_it_is_disposed()
    {
        await Grain.Start(Minute, Minute, interleave: false, keepAlive: false);
        await Grain.Stop();
        Engine.Pass(5 * Minute);
        Assert.Equal(0, await Grain.Ticks());
    }

    [Fact]
    public async Task Changes_its_time_when_told()
    {
        await Grain.Start(Minute, Minute, interleave: false, keepAlive: false);
        await Grain.Change(10 * Minute, Minute);
        Engine.Pass(9 * Minute);
        Assert.Equal(0, await Grain.Ticks());
        Engine.Pass(Minute);
        Assert.Equal(1, await Grain.Ticks());
    }

    [Fact]
    public async Task Changes_its_time_when_told_during_a_tick()
    {
        Script.Count("slow down in tick");
        await Grain.Start(Minute, Minute, interleave: false, keepAlive: false);
        Engine.Pass(Minute);
        Assert.Equal(1, await Grain.Ticks());
        Engine.Pass(9 * Minute);
        Assert.Equal(1, await Grain.Ticks());
        Engine.Pass(Minute);
        Assert.Equal(2, await Grain.Ticks());
    }

    [Fact]
    public async Task Takes_every_form_of_callback()
    {
        await Grain.StartAllForms(Minute);
        Engine.Pass(Minute);
        await Grain.Ticks();
        Assert.Equal(Enumerable.Range(1, 8).Select(form => $"form {form}"), Script.Happened.Order());
    }
}

public interface ITickingGrain : IGrainWithStringKey
{
    Task Start(TimeSpan due, TimeSpan period, bool interleave, bool keepAlive);

    Task StartAllForms(TimeSpan due);

    Task Stop();

    Task Change(TimeSpan due, TimeSpan period);

    Task<int> Ticks();

    [ResponseTimeout("01:00:00")]
    Task Hold();

    [AlwaysInterleave]
    Task Beside();

    Task Leave();
}

public sealed class TickingGrain(Script script) : Grain, ITickingGrain
{
    private int ticks;
    private IGrainTimer? timer;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        script.Count("left");
        return Task.CompletedTask;
    }

    public Task Start(TimeSpan due, TimeSpan period, bool interleave, bool keepAlive)
    {
        var options = new GrainTimerCreationOptions(due, period) { Interleave = interleave, KeepAlive = keepAlive };
        timer = this.RegisterGrainTimer(Tick, options);
        return Task.CompletedTask;
    }

    public Task StartAllForms(TimeSpan due)
    {
        var once = Timeout.InfiniteTimeSpan;
        var options = new GrainTimerCreationOptions(due, once);
        this.RegisterGrainTimer(() => Note("form 1"), options);
        this.RegisterGrainTimer(_ => Note("form 2"), options);
        this.RegisterGrainTimer(Note, "form 3", options);
        this.RegisterGrainTimer((form, _) => Note(form), "form 4", options);
        this.RegisterGrainTimer(() => Note("form 5"), due, once);
        this.RegisterGrainTimer(_ => Note("form 6"), due, once);
        this.RegisterGrainTimer(Note, "form 7", due, once);
        this.RegisterGrainTimer((form, _) => Note(form), "form 8", due, once);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        timer?.Dispose();
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan due, TimeSpan period)
    {
        timer?.Change(due, period);
        return Task.CompletedTask;
    }

    public Task<int> Ticks() => Task.FromResult(ticks);

    public Task Hold() => script.Play("call");

    public Task Beside() => Task.CompletedTask;

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task Tick()
    {
        var minute = TimeSpan.FromMinutes(1);
        ticks++;
        script.Count("ticks");
        script.Write("tick");
        script.Give("tick");
        if (script.Counted("slow down in tick") > 0) await Change(10 * minute, minute);
        if (script.Counted("hold in tick") > 0) await script.Play("hold in tick");
        if (script.Counted("fail in tick") > 0) throw new InvalidOperationException("A tick fails.");
    }

    private Task Note(string what)
    {
        script.Write(what);
        return Task.CompletedTask;
    }
}
