using System.Collections.Concurrent;
using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Orleans.Runtime;
using Orleans.Storage;

namespace Commerce.Kit;

/// <summary>What the next writes come to.</summary>
internal enum Fault
{
    /// <summary>They are stored.</summary>
    None,

    /// <summary>They throw, and nothing was stored.</summary>
    ThrowsBefore,

    /// <summary>They are stored, and then throw.</summary>
    ThrowsAfter,
}

/// <summary>
/// The store in memory: JSON as the databases hold it, version-checked, with the child rows that a trigger would set.
/// Writes can be made to wait or to fail.
/// </summary>
internal sealed class MemoryStorage : IGrainStorage, IStockHoldTable
{
    private readonly ConcurrentDictionary<(string Name, GrainId Id), (string Json, string Etag)> rows = [];
    private readonly ConcurrentDictionary<(string Entity, string Attempt), string> holds = [];
    private TaskCompletionSource open = Opened();
    private int reads;

    /// <summary>What the next writes come to.</summary>
    public Fault Fault { get; set; }

    /// <summary>Every envelope stored, in order.</summary>
    public ConcurrentQueue<JsonElement> Envelopes { get; } = [];

    /// <summary>How many states and child rows were read.</summary>
    public int Reads => reads;

    /// <summary>What an entity has told others and has no answer to.</summary>
    public ImmutableArray<PendingErrand> ErrandsOf(string type, string key)
    {
        if (!rows.TryGetValue((type, GrainId.Create(type, key)), out var row)) return [];
        var errands = JsonSerializer.Deserialize<JsonElement>(row.Json).GetProperty("errands");
        return errands.Deserialize<ImmutableArray<PendingErrand>>(KernelJson.Options);
    }

    /// <summary>From now on writes wait.</summary>
    public void Close() => open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Writes that wait go on.</summary>
    public void Open() => open.TrySetResult();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Interlocked.Increment(ref reads);
        grainState.RecordExists = rows.TryGetValue((stateName, grainId), out var row);
        if (!grainState.RecordExists) return Task.CompletedTask;
        grainState.State = JsonSerializer.Deserialize<T>(row.Json, KernelJson.Options);
        grainState.ETag = row.Etag;
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await open.Task;
        if (Fault == Fault.ThrowsBefore) throw new TimeoutException("Nothing was stored.");
        var json = JsonSerializer.Serialize(grainState.State, KernelJson.Options);
        var etag = Store((stateName, grainId), grainState.ETag, json);
        Project(JsonSerializer.Deserialize<JsonElement>(json));
        if (Fault == Fault.ThrowsAfter) throw new TimeoutException("It was stored.");
        grainState.ETag = etag;
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("No entity is ever cleared.");

    public async Task<StockHoldRow?> Find(string stockKey, AttemptId attempt)
    {
        Interlocked.Increment(ref reads);
        // Seen as of now, and answered later, as a database does.
        var found = holds.GetValueOrDefault((stockKey, attempt.Value));
        await Task.Yield();
        return found is null ? null : JsonSerializer.Deserialize<StockHoldRow>(found, Columns);
    }

    private static JsonSerializerOptions Columns { get; } =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private string Store((string Name, GrainId Id) key, string? known, string json)
    {
        lock (rows)
        {
            var stored = rows.TryGetValue(key, out var row) ? row.Etag : null;
            if (stored != known) throw new InconsistentStateException("Somebody else stored it.", stored, known);
            var etag = (int.Parse(stored ?? "0", System.Globalization.CultureInfo.InvariantCulture) + 1)
                .ToString(System.Globalization.CultureInfo.InvariantCulture);
            rows[key] = (json, etag);
            return etag;
        }
    }

    private void Project(JsonElement envelope)
    {
        Envelopes.Enqueue(envelope);
        if (!envelope.TryGetProperty("changes", out var changes)) return;
        if (!changes.TryGetProperty("stock_holds", out var set)) return;
        var entity = envelope.GetProperty("id").GetString()!;
        foreach (var row in set.EnumerateArray())
        {
            holds[(entity, row.GetProperty("attempt").GetString()!)] = row.GetRawText();
        }
    }
}
