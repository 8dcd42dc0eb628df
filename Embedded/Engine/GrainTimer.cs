using Orleans;
using Orleans.Runtime;

namespace Commerce.Embedded;

/// <summary>A timer whose ticks are turns of its activation; the next is set when a tick has ended.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation activation;
    private readonly Engine engine;
    private readonly Func<CancellationToken, Task> callback;
    private readonly GrainTimerCreationOptions options;
    private readonly CancellationTokenSource stop = new();
    private readonly ITimer timer;
    private TimeSpan due, period;
    private bool ticking, changed;

    public GrainTimer(
        Activation activation,
        Engine engine,
        Func<CancellationToken, Task> callback,
        GrainTimerCreationOptions options)
    {
        this.activation = activation;
        this.engine = engine;
        this.callback = callback;
        this.options = options;
        timer = engine.Clock.CreateSilentTimer(static timer => ((GrainTimer)timer!).Ring(), this);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (stop)
        {
            due = dueTime;
            this.period = period;
            changed = true;

            // During a tick it is set once more at the tick's end, and counts from there.
            timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        timer.Dispose();
        activation.Forget(this);
    }

    private void Ring()
    {
        lock (stop)
        {
            if (ticking || stop.IsCancellationRequested) return;
            ticking = true;
            changed = false;
        }

        activation.TryAccept(new Tick(this));
    }

    private async Task Run()
    {
        try
        {
            await callback(stop.Token);
        }
        catch (Exception failure)
        {
            Log.TickFailed(engine.Log, failure, activation.GrainId);
            activation.DropIfInconsistent(failure);
        }

        lock (stop)
        {
            ticking = false;
            if (!stop.IsCancellationRequested) timer.Change(changed ? due : period, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Tick(GrainTimer timer) : Request
    {
        public override bool Interleaves => timer.options.Interleave;

        public override bool ReadsOnly => false;

        public override bool KeepsAlive => timer.options.KeepAlive;

        public override bool IsAbandoned => timer.stop.IsCancellationRequested;

        public override void Run(Activation activation) => Serve(activation).Ignore();

        public override void Refuse(Exception reason)
        {
        }

        private async Task Serve(Activation activation)
        {
            if (!IsAbandoned) await timer.Run();
            activation.End(this);
        }
    }
}
