using System.Globalization;
using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Simulation.Running;
using Commerce.Simulation.World;
using Orleans.Runtime;
using Orleans.Storage;

namespace Commerce.Simulation.Store;

/// <summary>The store in memory: the envelopes, version-checked, with the projections that triggers would make. A
/// write lands in a step of its own, which outlives the process that asked for it.</summary>
internal sealed class MemoryStore(Steps steps, VirtualClock clock, Weather weather, Tables tables)
    : IGrainStorage, IStockHoldTable, IOrderItemTable
{
    private readonly Dictionary<string, Dictionary<GrainId, Row>> rows = new(StringComparer.Ordinal);

    /// <summary>Told of every write that landed.</summary>
    public Action<string, IEnvelope>? Wrote { get; set; }

    /// <summary>Which process is alive.</summary>
    public Func<Process>? Living { get; set; }

    /// <summary>What is stored as JSON.</summary>
    public required RoundTrip RoundTrip { get; init; }

    /// <summary>Everything stored of one kind.</summary>
    public IEnumerable<IEnvelope> All(string entity) => RowsOf(entity).Values.Select(row => row.Envelope);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // Seen as of now, and answered later, as a database does.
        var row = RowsOf(stateName).GetValueOrDefault(grainId);
        var fails = weather.OfRead(stateName);
        await Task.Yield();
        if (fails) throw new StoreUnavailableException("Nothing was read.");
        grainState.RecordExists = row is not null;
        if (row is null) return;
        grainState.State = row.Json is { } json
            ? JsonSerializer.Deserialize<T>(json, KernelJson.Options)
            : (T)row.Envelope;
        grainState.ETag = row.Version;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var json = RoundTrip.Of(stateName, grainState.State);
        var write = new Write((stateName, grainId), (IEnvelope)grainState.State!, json, grainState.ETag, Living!());
        var fault = weather.OfWrite(stateName);
        if (fault == StoreFault.Slow) clock.After(weather.Slowness(), () => Land(write, fault));
        else steps.Add(() => Land(write, fault));
        grainState.ETag = await write.Answer.Task;
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("No entity is ever cleared.");

    public async Task<StockHoldRow?> Find(string stockKey, AttemptId attempt)
    {
        var found = tables.Hold(stockKey, attempt.Value);
        await Task.Yield();
        return found;
    }

    public Task<bool> Mentions(ProductId product) => Task.FromResult(All("order")
        .Select(row => row.State).OfType<OrderState>().Select(OrderMachine.CoreOf)
        .Any(core => core?.Quote.Items.Any(item => item.Product == product) == true));

    // What was under way when its process died may have reached the database, or not.
    private void Land(Write write, StoreFault fault)
    {
        if (write.Process.IsOver && weather.LosesWrite()) return;
        var known = RowsOf(write.Key.Name);
        var stored = known.GetValueOrDefault(write.Key.Id)?.Version;
        if (fault == StoreFault.ThrowsBefore)
        {
            write.Answer.TrySetException(new StoreUnavailableException("Nothing was stored."));
            return;
        }

        if (stored != write.Known)
        {
            write.Answer.TrySetException(new InconsistentStateException("Another was first.", stored, write.Known));
            return;
        }

        var version = write.Envelope.Version.ToString(CultureInfo.InvariantCulture);
        known[write.Key.Id] = new(write.Json, version, write.Envelope);
        tables.Project(write.Key.Name, write.Envelope, write.Json, clock.Elapsed);
        Wrote?.Invoke(write.Key.Name, write.Envelope);

        // Whoever waits hears of it in a step of its own.
        if (fault == StoreFault.ThrowsAfter)
            write.Answer.TrySetException(new StoreUnavailableException("It was stored."));
        else write.Answer.TrySetResult(version);
    }

    private Dictionary<GrainId, Row> RowsOf(string entity)
    {
        if (!rows.TryGetValue(entity, out var found)) rows[entity] = found = [];
        return found;
    }

    private sealed record Row(byte[]? Json, string Version, IEnvelope Envelope);

    private sealed record Write(
        (string Name, GrainId Id) Key, IEnvelope Envelope, byte[]? Json, string? Known, Process Process)
    {
        public TaskCompletionSource<string> Answer { get; } = new();
    }
}
