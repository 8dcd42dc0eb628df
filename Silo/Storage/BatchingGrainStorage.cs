using System.Globalization;
using System.Runtime.InteropServices;
using Commerce.Grains.Kernel;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;

namespace Commerce.Silo.Storage;

/// <summary>
/// Keeps grain state for both editions: writes of many grains go into one transaction while the previous one is under
/// way. A version that does not match concerns its own grain alone, and so does a row that the database refuses.
/// </summary>
internal sealed class BatchingGrainStorage : IGrainStorage, IAsyncDisposable
{
    private const int RowsMost = 256;

    private readonly IGrainStorageSerializer serializer;
    private readonly BatchPump<WaitingWrite> writes;
    private readonly BatchPump<WaitingRead> reads;
    private readonly OutboxSignal outbox;
    private readonly TimeProvider clock;

    public BatchingGrainStorage(
        IRowStore rows,
        IGrainStorageSerializer serializer,
        StorageCounts counts,
        OutboxSignal outbox,
        TimeProvider clock,
        ILogger<RowWriter> log)
    {
        this.serializer = serializer;
        this.outbox = outbox;
        this.clock = clock;
        var writer = new RowWriter(rows, counts, clock, log);
        var reader = new RowReader(rows, counts, log);
        writes = new(rows.Writers, RowsMost, writer.Write);
        reads = new(rows.Writers, RowsMost, reader.Read);
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var waiting = new WaitingRead(RowKey.Of(stateName, grainId));
        if (!reads.Add(waiting)) throw new StoreUnavailableException();
        var row = await waiting.Done.Task;
        grainState.ETag = row?.Version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = row?.Payload is not null;
        var state = row?.Payload is { } payload ? serializer.Deserialize<T>(new BinaryData(payload)) : default;
        grainState.State = state ?? Activator.CreateInstance<T>();
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Write(stateName, grainId, grainState, Bytes(grainState.State));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        grainState.ETag is null ? Task.CompletedTask : Write(stateName, grainId, grainState, null);

    /// <summary>Takes no more, and returns when all it took is stored or has failed.</summary>
    public async ValueTask DisposeAsync()
    {
        await writes.DisposeAsync();
        await reads.DisposeAsync();
    }

    // The bytes are made before the first await: the state belongs to the grain's turn.
    private byte[] Bytes<T>(T? state)
    {
        var made = serializer.Serialize(state).ToMemory();
        return MemoryMarshal.TryGetArray(made, out var part) && part.Array is { } all && all.Length == made.Length
            ? all
            : made.ToArray();
    }

    private async Task Write<T>(string stateName, GrainId grainId, IGrainState<T> grainState, byte[]? payload)
    {
        var sends = grainState.State is IEnvelope { Sends: true };
        int? version = grainState.ETag is { } tag ? int.Parse(tag, CultureInfo.InvariantCulture) : null;
        var row = new RowWrite(RowKey.Of(stateName, grainId), payload, version);
        var waiting = new WaitingWrite(row, clock.GetTimestamp());
        if (!writes.Add(waiting)) throw new StoreUnavailableException();
        var stored = await waiting.Done.Task;
        if (sends) outbox.Wake();
        grainState.ETag = stored.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = payload is not null;
        if (payload is null) grainState.State = Activator.CreateInstance<T>();
    }
}

/// <summary>A write whose grain waits.</summary>
internal sealed record WaitingWrite(RowWrite Row, long Since)
{
    /// <summary>Ends with the new version.</summary>
    public TaskCompletionSource<int> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A read whose grain waits.</summary>
internal sealed record WaitingRead(RowKey Key)
{
    /// <summary>Ends with the row, if there is one.</summary>
    public TaskCompletionSource<StoredRow?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
