namespace Commerce.Embedded;

/// <summary>Runs what one activation has to do, one piece after the other, wherever its awaits resume.</summary>
internal sealed class TurnScheduler(Activation activation, IWorkQueue workers) : TaskScheduler, IThreadPoolWorkItem
{
    private static readonly Action<object?> Begin = static state =>
    {
        var turn = (ITurn)state!;
        turn.Run(RuntimeContext.Current!);
    };

    // Holds tasks, and turns that become tasks when they are run.
    private readonly Queue<object> waiting = [];
    private bool scheduled;

    public Activation Activation => activation;

    public void Enqueue(ITurn turn) => Add(turn);

    public void Execute()
    {
        // An await would resume on a synchronisation context rather than here; a simulation has one.
        var around = SynchronizationContext.Current;
        if (around is not null) SynchronizationContext.SetSynchronizationContext(null);
        RuntimeContext.Current = activation;
        try
        {
            for (var piece = 0; piece < workers.PiecesInARow; piece++)
            {
                if (!TryTake(out var work)) return;
                if (work is Task task) TryExecuteTask(task);
                else Run((ITurn)work);
            }
        }
        finally
        {
            RuntimeContext.Current = null;
            if (around is not null) SynchronizationContext.SetSynchronizationContext(around);
        }

        if (HasMore()) workers.Enqueue(this);
    }

    protected override void QueueTask(Task task) => Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && RuntimeContext.Current == activation && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (waiting) return [.. waiting.OfType<Task>()];
    }

    // Made here and not by the caller, so that none of the caller's async locals get in.
    private void Run(ITurn turn) =>
        new Task(Begin, turn, CancellationToken.None, TaskCreationOptions.DenyChildAttach).RunSynchronously(this);

    private void Add(object work)
    {
        lock (waiting)
        {
            waiting.Enqueue(work);
            if (scheduled) return;
            scheduled = true;
        }

        workers.Enqueue(this);
    }

    private bool HasMore()
    {
        lock (waiting) return scheduled = waiting.Count > 0;
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out object? work)
    {
        lock (waiting)
        {
            if (waiting.TryDequeue(out work)) return true;
            scheduled = false;
            return false;
        }
    }
}
