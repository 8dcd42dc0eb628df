using Orleans.Runtime;
using Orleans.Storage;

namespace Commerce.Engine.Tests;

public sealed class StoringState : OnAnEngine
{
    private IStoringGrain Grain => Grains.GetGrain<IStoringGrain>("storing-1");

    [Fact]
    public async Task Begins_with_a_blank_state_that_is_not_stored() =>
        Assert.Equal(("", false, null), (await Grain.Text(), await Grain.Exists(), await Grain.Etag()));

    [Fact]
    public async Task Is_read_again_by_the_next_activation()
    {
        await Grain.Store("kept");
        await Grain.Leave();
        Assert.Equal(("kept", true), (await Grain.Text(), await Grain.Exists()));
    }

    [Fact]
    public async Task Goes_to_the_store_that_is_named()
    {
        await Grain.StoreElsewhere("aside");
        Assert.Empty(Storage.Written);
    }

    [Fact]
    public async Task Removes_what_is_stored()
    {
        await Grain.Store("kept");
        await Grain.Clear();
        await Grain.Leave();
        Assert.Equal(("", false), (await Grain.Text(), await Grain.Exists()));
    }

    [Fact]
    public async Task Joins_writes_that_wait_for_one_under_way()
    {
        await HoldFirstWrite();
        var first = Grain.Store("one");
        await Script.On("write begins");
        Task[] others = [Grain.Store("two"), Grain.Store("three"), Grain.Store("four")];
        await Grain.Text();
        Script.Give("write may go on");
        await Task.WhenAll([first, .. others]);
        Assert.Equal(["one", "four"], Storage.Written.Cast<Text>().Select(text => text.Value));
    }

    [Fact]
    public async Task Stores_what_the_state_is_when_the_write_begins()
    {
        await Grain.StoreThenChange("asked", "begun");
        Assert.Equal(["begun"], Storage.Written.Cast<Text>().Select(text => text.Value));
    }

    [Fact]
    public async Task Wraps_what_the_store_throws_and_keeps_the_grain()
    {
        Storage.FailBefore("write", new IOException("no disk"));
        await Grain.KeepFailure("lost");
        Assert.Equal($"{nameof(OrleansException)} <- {nameof(IOException)}", await Grain.Failure());
    }

    [Fact]
    public async Task Does_not_wrap_what_the_engine_knows()
    {
        Storage.FailBefore("write", new OrleansException("no store"));
        await Grain.KeepFailure("lost");
        Assert.Equal($"{nameof(OrleansException)} <- ", await Grain.Failure());
    }

    [Fact]
    public async Task Keeps_what_the_grain_holds_when_the_store_did_not_store()
    {
        await Grain.Store("old");
        Storage.FailBefore("write", new IOException("no disk"));
        await Grain.KeepFailure("new");
        Assert.Equal(("new", "1"), (await Grain.Text(), await Grain.Etag()));
        Storage.Recover();
        await Grain.Leave();
        Assert.Equal("old", await Grain.Text());
    }

    [Fact]
    public async Task Keeps_the_old_version_when_the_store_stored_and_then_threw()
    {
        await Grain.Store("old");
        Storage.After = _ => throw new IOException("no answer");
        await Grain.KeepFailure("new");
        Assert.Equal(("new", "1"), (await Grain.Text(), await Grain.Etag()));
        Storage.Recover();
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.Store("newer"));
        Assert.Equal(("new", "2"), (await Grain.Text(), await Grain.Etag()));
    }

    [Fact]
    public async Task Drops_the_grain_when_somebody_else_has_stored()
    {
        await Grain.Store("mine");
        Storage.Put("storing", Grain.GetGrainId(), new Text { Value = "theirs" });
        await Assert.ThrowsAsync<InconsistentStateException>(() => Grain.Store("mine again"));
        Assert.Equal("theirs", await Grain.Text());
    }

    [Fact]
    public async Task Writes_on_after_a_write_failed()
    {
        Storage.FailBefore("write", new IOException("no disk"));
        await Grain.KeepFailure("lost");
        Storage.Recover();
        await Grain.Store("kept");
        Assert.Equal(["kept"], Storage.Written.Cast<Text>().Select(text => text.Value));
    }

    [Fact]
    public async Task Is_refused_outside_of_a_turn() =>
        Assert.Equal(nameof(InvalidOperationException), await Grain.TouchOutside());

    private async Task HoldFirstWrite()
    {
        await Grain.Text();
        Storage.Before = async _ =>
        {
            Script.Give("write begins");
            await Script.On("write may go on");
        };
    }
}
