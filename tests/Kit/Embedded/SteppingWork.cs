using Commerce.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Kit;

/// <summary>The engine's work, run on the test's own thread and only when it says so, first come first served: the
/// same calls come to the same course of events in every run.</summary>
internal sealed class SteppingWork : IWorkQueue
{
    // Where tasks are waited for together, .NET takes a step of its own on the thread pool.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly object gate = new();
    private readonly Queue<IThreadPoolWorkItem> waiting = [];

    /// <summary>Whether the process has died: nothing that waits or still comes is ever run.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Has the engine of these services run by it.</summary>
    public void AddTo(IServiceCollection services) => services.AddSingleton<IWorkQueue>(this);

    /// <summary>Dies at this moment.</summary>
    public void End() => IsOver = true;

    /// <summary>Runs until every call has come to its end and nothing is left to do.</summary>
    public void RunAll(IServiceProvider engine)
    {
        var calls = engine.GetRequiredService<CallsUnderWay>();
        while (!IsOver && Next(calls) is { } work) work.Execute();
    }

    public void Enqueue(IThreadPoolWorkItem work)
    {
        lock (gate)
        {
            waiting.Enqueue(work);
            Monitor.Pulse(gate);
        }
    }

    private IThreadPoolWorkItem? Next(CallsUnderWay calls)
    {
        lock (gate)
        {
            while (waiting.Count == 0)
            {
                if (calls.Answers.Count == 0) return null;
                if (!Monitor.Wait(gate, Patience)) throw new TimeoutException("A call never comes to its end.");
            }

            return waiting.Dequeue();
        }
    }
}

/// <summary>Lets a test that waits for several calls go on within the work.</summary>
internal sealed class SteppingContext(IWorkQueue work) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => work.Enqueue(new Step(this, d, state));

    private sealed class Step(SynchronizationContext context, SendOrPostCallback callback, object? state)
        : IThreadPoolWorkItem
    {
        public void Execute()
        {
            var before = Current;
            SetSynchronizationContext(context);
            try
            {
                callback(state);
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }
}
