using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.Engine.Tests;

[GenerateSerializer, Immutable, Alias("engine-tests.text")]
public sealed record Text
{
    [Id(0)]
    public string Value { get; init; } = "";
}

public interface IStoringGrain : IGrainWithStringKey
{
    Task<string> Text();

    Task<bool> Exists();

    Task<string?> Etag();

    Task Store(string text);

    Task StoreThenChange(string text, string then);

    Task StoreElsewhere(string text);

    Task KeepFailure(string text);

    Task<string> Failure();

    Task Clear();

    Task Leave();

    Task<string> TouchOutside();
}

[Reentrant]
public sealed class StoringGrain(
    [PersistentState("storing")] IPersistentState<Text> stored,
    [PersistentState("storing", "other")] IPersistentState<Text> aside) : Grain, IStoringGrain
{
    private string failed = "";

    public Task<string> Text() => Task.FromResult(stored.State.Value);

    public Task<bool> Exists() => Task.FromResult(stored.RecordExists);

    public Task<string?> Etag() => Task.FromResult(stored.Etag);

    public Task Store(string text)
    {
        stored.State = new() { Value = text };
        return stored.WriteStateAsync();
    }

    public async Task StoreThenChange(string text, string then)
    {
        var write = Store(text);
        stored.State = new() { Value = then };
        await write;
    }

    public Task StoreElsewhere(string text)
    {
        aside.State = new() { Value = text };
        return aside.WriteStateAsync();
    }

    public async Task KeepFailure(string text)
    {
        try
        {
            await Store(text);
        }
        catch (OrleansException failure)
        {
            failed = $"{failure.GetType().Name} <- {failure.InnerException?.GetType().Name}";
        }
    }

    public Task<string> Failure() => Task.FromResult(failed);

    public Task Clear() => stored.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<string> TouchOutside()
    {
        try
        {
            return await Task.Run(() => stored.State.Value);
        }
        catch (InvalidOperationException refused)
        {
            return refused.GetType().Name;
        }
    }
}
