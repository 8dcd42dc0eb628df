namespace Commerce.Api.Http;

/// <summary>Lets one request of a key through at a time, within this process; others wait their turn, in the order in
/// which they came.</summary>
internal sealed class CallGates(TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Who waits at each gate; a gate without an entry is free.
    private readonly Dictionary<string, LinkedList<TaskCompletionSource<bool>>> gates = new(StringComparer.Ordinal);

    /// <summary>For requests that nobody can repeat.</summary>
    public static IDisposable? Open => new Pass(() => { });

    /// <summary>A pass, to be given back; null when the first request took too long.</summary>
    public async Task<IDisposable?> Enter(string key) =>
        Join(key) is not { } turn || await Waited(key, turn) ? new Pass(() => Leave(key)) : null;

    // Null: the gate was free, and is taken.
    private TaskCompletionSource<bool>? Join(string key)
    {
        lock (gates)
        {
            if (gates.TryAdd(key, [])) return null;
            var turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            gates[key].AddLast(turn);
            return turn;
        }
    }

    private async Task<bool> Waited(string key, TaskCompletionSource<bool> turn)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var over = patience.Token.Register(() => GiveUp(key, turn));
        return await turn.Task;
    }

    // Whoever has the turn already keeps it.
    private void GiveUp(string key, TaskCompletionSource<bool> turn)
    {
        lock (gates)
        {
            if (gates.GetValueOrDefault(key)?.Remove(turn) == true) turn.SetResult(false);
        }
    }

    private void Leave(string key)
    {
        lock (gates)
        {
            if (gates[key].First is not { Value: var next })
            {
                gates.Remove(key);
                return;
            }

            gates[key].RemoveFirst();
            next.SetResult(true);
        }
    }

    private sealed class Pass(Action back) : IDisposable
    {
        public void Dispose() => back();
    }
}
