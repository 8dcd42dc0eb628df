using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace Commerce.Engine.Tests;

/// <summary>A store in memory that fails and waits as its test wants.</summary>
public sealed class ScriptedStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string Name, GrainId Grain), (object? State, string ETag)> rows = [];
    private int version;

    /// <summary>All that was stored, in order.</summary>
    public ConcurrentQueue<object?> Written { get; } = [];

    /// <summary>Called before a read, a write or a clearing.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called when it is done and the grain has not heard of it.</summary>
    public Func<string, Task> After { get; set; } = _ => Task.CompletedTask;

    /// <summary>From now on it throws before it reads, writes or clears.</summary>
    public void FailBefore(string what, Exception failure) =>
        Before = now => now == what ? Task.FromException(failure) : Task.CompletedTask;

    /// <summary>Does what it is told again.</summary>
    public void Recover() => Before = After = _ => Task.CompletedTask;

    /// <summary>Somebody else stores a state.</summary>
    public void Put(string name, GrainId grain, object state) => rows[(name, grain)] = (state, NextVersion());

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Before("read");
        grainState.RecordExists = rows.TryGetValue((stateName, grainId), out var row);
        if (!grainState.RecordExists) return;
        grainState.State = (T?)row.State;
        grainState.ETag = row.ETag;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var state = grainState.State;
        await Before("write");
        var stored = rows.TryGetValue((stateName, grainId), out var row) ? row.ETag : null;
        if (stored != grainState.ETag)
            throw new InconsistentStateException("Somebody else stored it.", stored, grainState.ETag);
        var etag = NextVersion();
        rows[(stateName, grainId)] = (state, etag);
        Written.Enqueue(state);
        await After("write");
        grainState.ETag = etag;
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Before("clear");
        rows.TryRemove((stateName, grainId), out _);
        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
    }

    private string NextVersion() => Interlocked.Increment(ref version).ToString(CultureInfo.InvariantCulture);
}
