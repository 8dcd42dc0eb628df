using Commerce.Kit;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.Engine.Tests;

public sealed class Calling : OnAnEngine
{
    private static readonly AsyncLocal<string?> Local = new();

    private ICalledGrain Grain => Grains.GetGrain<ICalledGrain>("called-1");

    [Fact]
    public async Task Brings_the_answer() => Assert.Equal(5, await Grain.Add(2, 3));

    [Fact]
    public async Task Brings_the_answer_of_a_value_task() => Assert.Equal(5, await Grain.AddAtOnce(2, 3));

    [Theory, InlineData(true), InlineData(false)]
    public async Task Brings_the_exception_to_the_caller(bool atOnce)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.Fail("no", atOnce));
        Assert.Equal("no", failure.Message);
    }

    [Fact]
    public async Task Goes_on_after_an_exception()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.Fail("no", true));
        Assert.Equal(5, await Grain.Add(2, 3));
    }

    [Fact]
    public async Task Does_not_wait_for_a_one_way_call()
    {
        await Grain.FailUnheard();
        await Script.On("unheard begins");
        Script.Give("unheard may end");
        Assert.Equal(5, await Grain.Add(2, 3));
    }

    [Fact]
    public async Task Takes_the_request_context_along_as_a_copy()
    {
        RequestContext.Set("who", "ada");
        Assert.Equal("ada", await Grain.SwapContext("who", "bob"));
        Assert.Equal("ada", RequestContext.Get("who"));
    }

    [Fact]
    public async Task Takes_the_request_context_along_a_chain()
    {
        RequestContext.Set("who", "ada");
        Assert.Equal("ada", await Grain.ContextOfNext("who"));
    }

    [Fact]
    public async Task Leaves_nothing_of_the_request_context_to_the_next_call()
    {
        RequestContext.Set("who", "ada");
        await Grain.SwapContext("who", "bob");
        RequestContext.Clear();
        Assert.Null(await Grain.SwapContext("who", "eve"));
    }

    [Fact]
    public async Task Takes_no_other_async_local_along()
    {
        Local.Value = "mine";
        Assert.Equal("none", await Grain.LocalValue());
    }

    [Fact]
    public async Task Gives_the_caller_up_at_once_when_cancelled_while_the_grain_goes_on()
    {
        using var stop = new CancellationTokenSource();
        var call = Grain.Work(stop.Token);
        await Script.On("work begins");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Script.On("work hears of it");
        Script.Give("work may end");
        await Script.On("work ended, cancelled: True");
    }

    [Fact, EmbeddedAlone("Orleans tells the grain by a message of its own, which may come when the call has begun.")]
    public async Task Does_not_begin_what_was_cancelled_while_it_waited()
    {
        using var stop = new CancellationTokenSource();
        var first = Grain.Hold();
        await Script.On("hold begins");
        var second = Grain.Work(stop.Token);
        await stop.CancelAsync();
        Script.Give("hold may end");
        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await Grain.Add(1, 1);
        Assert.DoesNotContain("work begins", Script.Happened);
    }

    [Fact]
    public async Task Ends_in_a_time_out_after_half_a_minute()
    {
        var call = Grain.Hold();
        Engine.Pass(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        await Engine.PassUntil(call, TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task Ends_in_a_time_out_after_the_methods_own_time()
    {
        var call = Grain.HoldShort();
        await Engine.PassUntil(call, TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Fact]
    public async Task Ends_a_chain_that_waits_for_itself_in_a_time_out()
    {
        var call = Grain.WaitForMyself();
        await Script.On("waits for itself");
        await Engine.PassUntil(call, TimeSpan.FromSeconds(31));
        Assert.Equal(nameof(TimeoutException), await call);
    }

    public static string LocalOrNone() => Local.Value ?? "none";
}

public interface ICalledGrain : IGrainWithStringKey
{
    Task<int> Add(int one, int two);

    ValueTask<int> AddAtOnce(int one, int two);

    Task Fail(string message, bool atOnce);

    [OneWay]
    Task FailUnheard();

    Task<string?> SwapContext(string key, string value);

    Task<string?> ContextOfNext(string key);

    Task<string> LocalValue();

    Task Work(CancellationToken stop);

    Task Hold();

    [ResponseTimeout("00:00:02")]
    Task HoldShort();

    [ResponseTimeout("00:10:00")]
    Task<string> WaitForMyself();
}

public sealed class CalledGrain(Script script) : Grain, ICalledGrain
{
    public async Task<int> Add(int one, int two)
    {
        await Task.Yield();
        return one + two;
    }

    public ValueTask<int> AddAtOnce(int one, int two) => new(one + two);

    public Task Fail(string message, bool atOnce) =>
        atOnce ? throw new InvalidOperationException(message) : FailLater(message);

    public async Task FailUnheard()
    {
        await script.Play("unheard");
        throw new InvalidOperationException("Nobody hears it.");
    }

    public Task<string?> SwapContext(string key, string value)
    {
        var before = RequestContext.Get(key) as string;
        RequestContext.Set(key, value);
        return Task.FromResult(before);
    }

    public async Task<string?> ContextOfNext(string key)
    {
        await Task.Yield();
        return await GrainFactory.GetGrain<ICalledGrain>("called-next").SwapContext(key, "");
    }

    public Task<string> LocalValue() => Task.FromResult(Calling.LocalOrNone());

    public async Task Work(CancellationToken stop)
    {
        using var heard = stop.Register(() => script.Give("work hears of it"));
        await script.Play("work");
        script.Give($"work ended, cancelled: {stop.IsCancellationRequested}");
    }

    public Task Hold() => script.Play("hold");

    public Task HoldShort() => script.Play("hold");

    public async Task<string> WaitForMyself()
    {
        var call = this.AsReference<ICalledGrain>().Add(1, 1);
        script.Give("waits for itself");
        try
        {
            return $"{await call}";
        }
        catch (TimeoutException late)
        {
            return late.GetType().Name;
        }
    }

    private static async Task FailLater(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }
}
