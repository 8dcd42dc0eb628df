namespace Commerce.Api.Http;

/// <summary>Lets one request of a key through at a time, within this process; others wait their turn.</summary>
internal sealed class CallGates(TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Gate> gates = new(StringComparer.Ordinal);

    /// <summary>For requests that nobody can repeat.</summary>
    public static IDisposable? Open => new Pass(() => { });

    /// <summary>A pass, to be given back; null when the first request took too long.</summary>
    public async Task<IDisposable?> Enter(string key)
    {
        var gate = Join(key);
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            await gate.Turn.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Leave(key, gate);
            return null;
        }

        return new Pass(() =>
        {
            gate.Turn.Release();
            Leave(key, gate);
        });
    }

    private Gate Join(string key)
    {
        lock (gates)
        {
            if (!gates.TryGetValue(key, out var gate)) gates[key] = gate = new();
            gate.Visitors++;
            return gate;
        }
    }

    private void Leave(string key, Gate gate)
    {
        lock (gates)
        {
            if (--gate.Visitors > 0) return;
            gates.Remove(key);
            gate.Turn.Dispose();
        }
    }

    private sealed class Gate
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public int Visitors { get; set; }
    }

    private sealed class Pass(Action back) : IDisposable
    {
        public void Dispose() => back();
    }
}
