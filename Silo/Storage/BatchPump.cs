using System.Threading.Channels;

namespace Commerce.Silo.Storage;

/// <summary>Hands over what gathered during the batch before: nobody waits for a batch to fill.</summary>
internal sealed class BatchPump<T> : IAsyncDisposable
{
    private readonly Channel<T> waiting = Channel.CreateUnbounded<T>();
    private readonly Func<List<T>, Task> handle;
    private readonly int most;
    private readonly Task running;

    /// <param name="pumps">How many batches may be under way at once.</param>
    /// <param name="most">Most in a batch.</param>
    /// <param name="handle">Takes a batch; never throws.</param>
    public BatchPump(int pumps, int most, Func<List<T>, Task> handle)
    {
        this.handle = handle;
        this.most = most;
        // Started outside of any grain's scheduler and context.
        using var flow = ExecutionContext.SuppressFlow();
        running = Task.WhenAll(Enumerable.Range(0, pumps).Select(_ => Task.Run(Run)));
    }

    /// <summary>Adds one; false once the pump is closed.</summary>
    public bool Add(T one) => waiting.Writer.TryWrite(one);

    /// <summary>Takes no more, and returns when all it took is handled.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await running;
    }

    private async Task Run()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var batch = new List<T>();
            while (batch.Count < most && waiting.Reader.TryRead(out var one)) batch.Add(one);
            if (batch.Count > 0) await handle(batch);
        }
    }
}
