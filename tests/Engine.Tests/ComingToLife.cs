using Orleans.Runtime;

namespace Commerce.Engine.Tests;

public sealed class ComingToLife : OnAnEngine
{
    private ILivingGrain Grain => Grains.GetGrain<ILivingGrain>("living-1");

    [Fact]
    public async Task Happens_once_however_many_call_first()
    {
        var calls = Enumerable.Range(0, 1000).AsParallel().WithDegreeOfParallelism(8)
            .Select(_ => Grains.GetGrain<ILivingGrain>("living-1").Number());
        Assert.Equal([1], (await Task.WhenAll(calls.ToArray())).Distinct());
    }

    [Fact]
    public async Task Happens_for_each_key()
    {
        var first = await Grain.Number();
        Assert.NotEqual(first, await Grains.GetGrain<ILivingGrain>("living-2").Number());
    }

    [Fact]
    public async Task Comes_before_the_first_call()
    {
        await Grain.Number();
        Assert.Equal(["made", "awake", "called"], Script.Happened);
    }

    [Theory, InlineData("constructor"), InlineData("activation")]
    public async Task Tells_the_caller_when_it_fails_and_is_tried_anew(string where)
    {
        Script.Count($"fail in {where}");
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(Grain.Number);
        // Orleans says besides which grain could not be made.
        Assert.Equal(where, failure.GetBaseException().Message);
        Assert.Equal(2, await Grain.Number());
    }

    [Fact]
    public async Task Tells_every_caller_that_waits_when_it_fails()
    {
        Script.Count("wait before activation");
        Script.Count("fail in every activation");
        var calls = Enumerable.Range(0, 3).Select(_ => Grain.Number()).ToArray();
        Script.Give("activation may go on");
        foreach (var call in calls) await Assert.ThrowsAsync<InvalidOperationException>(() => call);
    }

    [Fact]
    public async Task Tells_the_caller_when_the_state_cannot_be_read()
    {
        Storage.FailBefore("read", new IOException("no disk"));
        var grain = Grains.GetGrain<IStoringGrain>("storing-1");
        var failure = await Assert.ThrowsAsync<OrleansException>(grain.Text);
        Assert.IsType<IOException>(failure.InnerException);
        Storage.Recover();
        Assert.Equal("", await grain.Text());
    }
}

public interface ILivingGrain : IGrainWithStringKey
{
    Task<int> Number();
}

public sealed class LivingGrain : Grain, ILivingGrain
{
    private readonly Script script;
    private readonly int number;

    public LivingGrain(Script script)
    {
        this.script = script;
        number = script.Count("made");
        script.Write("made");
        FailOnce("constructor");
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (script.Counted("wait before activation") > 0) await script.On("activation may go on");
        FailOnce("activation");
        if (script.Counted("fail in every activation") > 0) throw new InvalidOperationException("never");
        script.Write("awake");
    }

    public Task<int> Number()
    {
        script.Write("called");
        return Task.FromResult(number);
    }

    private void FailOnce(string where)
    {
        if (script.Counted($"fail in {where}") > 0 && number == 1) throw new InvalidOperationException(where);
    }
}
