using System.Collections.Concurrent;

namespace Commerce.Engine.Tests;

/// <summary>What grains and their test tell each other: cues, counts and a list of what happened.</summary>
public sealed class Script
{
    // A net only: no test depends on how long this is.
    private static readonly TimeSpan Net = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> cues = [];
    private readonly ConcurrentDictionary<string, int> counts = [];
    private readonly ConcurrentQueue<string> happened = [];
    private volatile bool ended;

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<string> Happened => [.. happened];

    /// <summary>Says that something is so far.</summary>
    public void Give(string cue) => Cue(cue).TrySetResult();

    /// <summary>Waits until something is so far.</summary>
    public async Task On(string cue)
    {
        if (ended) return;
        try
        {
            await Cue(cue).Task.WaitAsync(Net);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"Nobody gave the cue '{cue}'.");
        }
    }

    /// <summary>Begins, and ends when the test says so.</summary>
    public async Task Play(string name)
    {
        Write($"{name} begins");
        Give($"{name} begins");
        await On($"{name} may end");
        Write($"{name} ends");
    }

    public void Write(string what) => happened.Enqueue(what);

    /// <summary>Counts one more; answers how many there are.</summary>
    public int Count(string what) => counts.AddOrUpdate(what, 1, (_, before) => before + 1);

    public int Counted(string what) => counts.GetValueOrDefault(what);

    /// <summary>Gives all cues, now and later.</summary>
    public void End()
    {
        ended = true;
        foreach (var cue in cues.Values) cue.TrySetResult();
    }

    private TaskCompletionSource Cue(string cue) =>
        cues.GetOrAdd(cue, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
