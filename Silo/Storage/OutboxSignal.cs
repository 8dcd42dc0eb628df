using System.Threading.Channels;

namespace Commerce.Silo.Storage;

/// <summary>Tells the pump that something was stored in the outbox, so that it need not wait for its period.</summary>
internal sealed class OutboxSignal
{
    private readonly Channel<bool> calls =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Something may be there. Calls that nobody has heard yet are one call.</summary>
    public void Wake() => calls.Writer.TryWrite(true);

    /// <summary>Waits for a call, at most for a time; true: there was one.</summary>
    public async Task<bool> Wait(TimeSpan most, TimeProvider clock, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var call = calls.Reader.WaitToReadAsync(over.Token).AsTask();
        await Task.WhenAny(call, Task.Delay(most, clock, over.Token));
        await over.CancelAsync();
        return calls.Reader.TryRead(out _);
    }
}
