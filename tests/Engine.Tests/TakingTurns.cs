using Commerce.Kit;
using Orleans.Concurrency;

namespace Commerce.Engine.Tests;

public sealed class TakingTurns : OnAnEngine
{
    private ITurnGrain Grain => Grains.GetGrain<ITurnGrain>("turn-1");

    [Fact]
    public async Task Lets_a_call_wait_until_the_one_before_has_ended()
    {
        await Grain.Awake();
        var first = Grain.Hold("first");
        var second = Grain.Hold("second");
        await Script.On("first begins");
        await Grain.Beside();
        Script.Give("second may end");
        Script.Give("first may end");
        await Task.WhenAll(first, second);
        Assert.Equal(["first begins", "beside", "first ends", "second begins", "second ends"], Script.Happened);
    }

    [Fact]
    public async Task Never_overlaps_in_ten_thousand_calls()
    {
        await Grain.Awake();
        var calls = Enumerable.Range(0, 10_000).Select(_ => Grain.Step());
        await Task.WhenAll(calls.AsParallel().WithDegreeOfParallelism(8).ToArray());
        Assert.Equal((10_000, 0), (Script.Counted("steps"), Script.Counted("overlaps")));
    }

    [Fact]
    public async Task Never_overlaps_in_calls_that_wait_for_the_grain_to_wake()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Grain.Step()));
        Assert.Equal((100, 0), (Script.Counted("steps"), Script.Counted("overlaps")));
    }

    [Fact, EmbeddedAlone("Orleans promises no order of calls that are under way together.")]
    public async Task Keeps_calls_of_one_caller_in_order()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Grain.Note($"{number}")));
        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"{number}"), Script.Happened);
    }

    [Fact]
    public async Task Comes_back_to_its_own_scheduler_after_an_await() =>
        Assert.Equal((true, true), await Grain.SameSchedulerAfterAwait());

    [Fact]
    public async Task Interleaves_all_calls_of_a_reentrant_class()
    {
        var grain = Grains.GetGrain<IReentrantGrain>("turn-1");
        var first = grain.Hold("first");
        await Script.On("first begins");
        Script.Give("second may end");
        await grain.Hold("second");
        Script.Give("first may end");
        await first;
        Assert.Equal(["first begins", "second begins", "second ends", "first ends"], Script.Happened);
    }

    [Fact]
    public async Task Lets_readers_run_beside_each_other()
    {
        var first = Grain.Read("first");
        await Script.On("first begins");
        Script.Give("second may end");
        await Grain.Read("second");
        Script.Give("first may end");
        await first;
        Assert.Equal(["first begins", "second begins", "second ends", "first ends"], Script.Happened);
    }

    [Fact]
    public async Task Lets_readers_that_wait_overtake_a_writer()
    {
        await Grain.Awake();
        var writer = Grain.Hold("writer");
        var readers = new[] { Grain.Read("first"), Grain.Note("written"), Grain.Read("second") };
        await Grain.Beside();
        Script.Give("writer may end");
        await Task.WhenAll(Script.On("first begins"), Script.On("second begins"));
        Script.Give("first may end");
        Script.Give("second may end");
        await Task.WhenAll([writer, .. readers]);
        Assert.Equal("written", Script.Happened[^1]);
    }

    [Fact]
    public async Task Lets_a_reader_wait_for_a_writer_and_a_writer_for_a_reader()
    {
        await Grain.Awake();
        var writer = Grain.Hold("writer");
        var reader = Grain.Read("reader");
        var last = Grain.Hold("last");
        await Grain.Beside();
        Script.Give("writer may end");
        await Script.On("reader begins");
        await Grain.Beside();
        Script.Give("last may end");
        Script.Give("reader may end");
        await Task.WhenAll(writer, reader, last);
        Assert.Equal(
            ["writer begins", "writer ends", "reader begins", "reader ends", "last begins", "last ends"],
            Script.Happened.Where(what => what != "beside"));
    }
}

public interface ITurnGrain : IGrainWithStringKey
{
    Task Hold(string name);

    [ReadOnly]
    Task Read(string name);

    [AlwaysInterleave]
    Task Beside();

    Task Awake();

    Task Step();

    Task Note(string what);

    Task<(bool Same, bool Own)> SameSchedulerAfterAwait();
}

public interface IReentrantGrain : IGrainWithStringKey
{
    Task Hold(string name);
}

public sealed class TurnGrain(Script script) : Grain, ITurnGrain
{
    private int inside;

    public Task Hold(string name) => script.Play(name);

    public Task Read(string name) => script.Play(name);

    public Task Beside() => Note("beside");

    public Task Note(string what)
    {
        script.Write(what);
        return Task.CompletedTask;
    }

    public Task Awake() => Task.CompletedTask;

    public async Task Step()
    {
        if (inside++ != 0) script.Count("overlaps");
        script.Count("steps");
        await Task.Yield();
        if (--inside != 0) script.Count("overlaps");
    }

    public async Task<(bool Same, bool Own)> SameSchedulerAfterAwait()
    {
        var before = TaskScheduler.Current;
        await Task.Run(() => script.Count("elsewhere"));
        return (TaskScheduler.Current == before, before != TaskScheduler.Default);
    }
}

[Reentrant]
public sealed class ReentrantGrain(Script script) : Grain, IReentrantGrain
{
    public Task Hold(string name) => script.Play(name);
}
