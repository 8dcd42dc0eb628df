using System.Collections.Concurrent;
using System.Text.Json;
using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Orleans.Runtime;
using Orleans.Storage;

namespace Commerce.Kit;

/// <summary>What the next writes come to.</summary>
public enum Fault
{
    /// <summary>They are stored.</summary>
    None,

    /// <summary>They throw, and nothing was stored.</summary>
    ThrowsBefore,

    /// <summary>They are stored, and then throw.</summary>
    ThrowsAfter,

    /// <summary>They never answer, and nothing was stored.</summary>
    HangsBefore,

    /// <summary>They are stored, and never answer.</summary>
    HangsAfter,
}

/// <summary>
/// The store in memory: JSON as the databases hold it, version-checked, with the child rows that a trigger would set.
/// Writes can be made to wait or to fail.
/// </summary>
internal sealed class MemoryStorage : IGrainStorage, IStockHoldTable
{
    private readonly ConcurrentDictionary<(string Name, GrainId Id), (string Json, string Etag)> rows = [];
    private readonly ConcurrentDictionary<(string Entity, string Attempt), string> holds = [];
    private readonly ConcurrentDictionary<(string Entity, string Id), long> due = [];
    private TaskCompletionSource open = Opened();
    private TaskCompletionSource knocked = Opened();
    private int reads;

    /// <summary>What the next writes come to.</summary>
    public Fault Fault { get; set; }

    /// <summary>Says for each write what it comes to; none: as <see cref="Fault"/> says.</summary>
    public Func<string, GrainId, Fault>? Plan { get; set; }

    /// <summary>Every envelope stored, in order.</summary>
    public ConcurrentQueue<JsonElement> Envelopes { get; } = [];

    /// <summary>How many states and child rows were read.</summary>
    public int Reads => reads;

    /// <summary>Who must be looked at, and when in milliseconds since 1970: the table that a trigger would
    /// set.</summary>
    public ImmutableArray<(string Entity, string Id, long At)> Due =>
        [.. due.Select(entry => (entry.Key.Entity, entry.Key.Id, entry.Value)).Order()];

    /// <summary>The child rows <c>stock_holds</c>.</summary>
    public IEnumerable<(string StockKey, StockHoldRow Row)> Holds => holds.Select(
        hold => (hold.Key.Entity, JsonSerializer.Deserialize<StockHoldRow>(hold.Value, Columns)!));

    /// <summary>Every stored state of one kind of entity, by its key.</summary>
    public IEnumerable<(string Key, Stored<TState, TEvent> Stored)> All<TState, TEvent>(string type)
        where TState : class => rows.Where(row => row.Key.Name == type)
        .Select(row => (
            row.Key.Id.Key.ToString()!,
            JsonSerializer.Deserialize<Stored<TState, TEvent>>(row.Value.Json, KernelJson.Options)!))
        .OrderBy(row => row.Item1, StringComparer.Ordinal);

    /// <summary>Moves an entry of <see cref="Due"/> as a sweeper does: only if it still is the one that was seen.
    /// Null: nothing is due any more.</summary>
    public void MoveDue((string Entity, string Id, long At) seen, long? next)
    {
        var key = (seen.Entity, seen.Id);
        if (next is { } at) due.TryUpdate(key, at, seen.At);
        else due.TryRemove(new(key, seen.At));
    }

    /// <summary>What an entity has told others and has no answer to.</summary>
    public ImmutableArray<PendingErrand> ErrandsOf(string type, string key)
    {
        if (!rows.TryGetValue((type, GrainId.Create(type, key)), out var row)) return [];
        var errands = JsonSerializer.Deserialize<JsonElement>(row.Json).GetProperty("errands");
        return errands.Deserialize<ImmutableArray<PendingErrand>>(KernelJson.Options);
    }

    /// <summary>Who has told others something and has no answer.</summary>
    public ImmutableArray<(string Entity, string Id)> WithErrands =>
        [.. rows.Keys.Select(row => (row.Name, row.Id.Key.ToString()!))
            .Where(row => !ErrandsOf(row.Name, row.Item2).IsEmpty).Order()];

    /// <summary>Carts that stand still for an attempt to pay them.</summary>
    public ImmutableArray<string> FrozenCarts =>
        [.. All<CartState, CartEvent>("cart").Where(cart => cart.Stored.State is CartState.Frozen)
            .Select(cart => cart.Key)];

    /// <summary>From now on writes wait.</summary>
    public void Close()
    {
        knocked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>The first write since it was closed has come, and waits.</summary>
    public Task Knocked => knocked.Task;

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
        knocked.TrySetResult();
        await open.Task;
        var fault = Plan?.Invoke(stateName, grainId) ?? Fault;
        if (fault == Fault.HangsBefore) await new TaskCompletionSource().Task;
        if (fault == Fault.ThrowsBefore) throw new TimeoutException("Nothing was stored.");
        var json = JsonSerializer.Serialize(grainState.State, KernelJson.Options);
        var etag = Store((stateName, grainId), grainState.ETag, json);
        Project(stateName, JsonSerializer.Deserialize<JsonElement>(json));
        if (fault == Fault.HangsAfter) await new TaskCompletionSource().Task;
        if (fault == Fault.ThrowsAfter) throw new TimeoutException("It was stored.");
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

    private void Project(string type, JsonElement envelope)
    {
        Envelopes.Enqueue(envelope);
        var entity = envelope.GetProperty("id").GetString()!;
        if (envelope.TryGetProperty("due", out var said)) SetDue((type, entity), said.GetProperty("at"));
        if (!envelope.TryGetProperty("changes", out var changes)) return;
        if (!changes.TryGetProperty("stock_holds", out var set)) return;
        foreach (var row in set.EnumerateArray())
        {
            holds[(entity, row.GetProperty("attempt").GetString()!)] = row.GetRawText();
        }
    }

    private void SetDue((string Entity, string Id) key, JsonElement at)
    {
        if (at.ValueKind == JsonValueKind.Null) due.TryRemove(key, out _);
        else due[key] = at.GetInt64();
    }
}
