using Commerce.Embedded;

namespace Commerce.Simulation.Running;

/// <summary>Everything that could be done next, of the world and of the shop's process. One thread; the seed
/// chooses.</summary>
internal sealed class Steps(Chance chance)
{
    private readonly List<Step> ready = [];
    private readonly HashSet<Activation> lost = [];
    private readonly int thread = Environment.CurrentManagedThreadId;

    /// <summary>How many steps were taken.</summary>
    public long Taken { get; private set; }

    /// <summary>Whether nothing is left to do at this moment.</summary>
    public bool IsIdle => ready.Count == 0;

    /// <summary>Work of the world's own, which outlives every process.</summary>
    public void Add(Action work) => Add(new Step(null, work, null));

    /// <summary>Adds a step. Chance that is not ours, another thread's, is an error.</summary>
    public void Add(Step step)
    {
        // The finalizer ends the timers of a process that is over.
        if (step.Owner is { IsOver: true }) return;
        if (Environment.CurrentManagedThreadId != thread)
            throw new InvalidOperationException("Something left the simulation's thread.");
        if (step.Work is TurnScheduler turns && lost.Contains(turns.Activation)) return;
        ready.Add(step);
    }

    /// <summary>Takes one of the steps that could be next.</summary>
    public void Take()
    {
        var place = ready.Count == 1 ? 0 : chance.Below(ready.Count);
        var step = ready[place];
        ready[place] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        if (step.Owner is { IsOver: true }) return;
        Taken++;
        step.Run();
    }

    /// <summary>What the process had to do is never done.</summary>
    public void Drop(Process process)
    {
        lost.Clear();
        ready.RemoveAll(step => step.Owner == process);
    }

    /// <summary>The turns of an activation are never taken any more.</summary>
    public void Drop(Activation activation)
    {
        lost.Add(activation);
        ready.RemoveAll(step => step.Work is TurnScheduler turns && turns.Activation == activation);
    }

    /// <summary>Activations that have something to do.</summary>
    public IReadOnlyList<Activation> Waiting() =>
        [.. ready.Select(step => step.Work).OfType<TurnScheduler>().Select(turns => turns.Activation)];
}

/// <summary>One thing to do.</summary>
/// <param name="Owner">The process it ends with; null: the world's.</param>
/// <param name="Action">What to do, or:</param>
/// <param name="Work">the turns of an activation.</param>
internal readonly record struct Step(Process? Owner, Action? Action, IThreadPoolWorkItem? Work)
{
    public void Run()
    {
        if (Work is not null) Work.Execute();
        else Action!();
    }
}

/// <summary>Awaits resume as steps.</summary>
internal sealed class StepContext(Steps steps, Process? owner) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) =>
        steps.Add(new Step(owner, () => Run(d, state), null));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Does something in this context.</summary>
    public void Run(SendOrPostCallback work, object? state)
    {
        var around = Current;
        SetSynchronizationContext(this);
        try
        {
            work(state);
        }
        finally
        {
            SetSynchronizationContext(around);
        }
    }
}
