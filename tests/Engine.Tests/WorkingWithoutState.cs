using Orleans.Concurrency;

namespace Commerce.Engine.Tests;

public sealed class WorkingWithoutState : OnAnEngine
{
    private IWorkerGrain Worker => Grains.GetGrain<IWorkerGrain>("worker-1");

    [Fact]
    public async Task Takes_another_activation_while_the_first_is_busy()
    {
        var first = Worker.Hold("first");
        await Script.On("first begins");
        Script.Give("second may end");
        await Worker.Hold("second");
        Script.Give("first may end");
        await first;
        Assert.Equal(2, Script.Counted("made"));
    }

    [Fact]
    public async Task Takes_no_more_activations_than_allowed()
    {
        var calls = Enumerable.Range(0, 4).Select(_ => Worker.Hold("call")).ToArray();
        // Which two they are is nobody's to say.
        while (Script.Happened.Count < 2) await Task.Yield();
        Script.Give("call may end");
        await Task.WhenAll(calls);
        Assert.Equal(2, Script.Counted("made"));
    }

    [Fact]
    public async Task Takes_an_idle_activation_first()
    {
        Script.Give("call may end");
        for (var call = 0; call < 10; call++) await Worker.Hold("call");
        Assert.Equal(1, Script.Counted("made"));
    }

    [Fact]
    public async Task Begins_anew_after_all_have_left()
    {
        Script.Give("call may end");
        await Worker.Hold("call");
        await Engine.LeaveAlone(TimeSpan.FromMinutes(20));
        await Worker.Hold("call");
        Assert.Equal(2, Script.Counted("made"));
    }
}

public interface IWorkerGrain : IGrainWithStringKey
{
    Task Hold(string name);
}

[StatelessWorker(2)]
public sealed class WorkerGrain : Grain, IWorkerGrain
{
    private readonly Script script;

    public WorkerGrain(Script script)
    {
        this.script = script;
        script.Count("made");
    }

    public Task Hold(string name) => script.Play(name);
}
