using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Commerce.Embedded;

/// <summary>One grain in memory: its queue, its turns and its life from first call to last.</summary>
internal sealed class Activation : IGrainContext, IPlace
{
    private enum Life : byte
    {
        Unborn,
        Waking,
        Living,
        Leaving,
        Gone,
    }

    private readonly Engine engine;
    private readonly GrainClass grainClass;
    private readonly IPlaceOwner owner;
    private readonly TurnScheduler turns;
    private readonly RequestQueue requests;
    private readonly List<GrainTimer> timers = [];
    private readonly List<IStoredState> states = [];
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AsyncServiceScope? scope;
    private Life life;
    private bool lived;
    private DeactivationReason reason;
    private long lastUsed, keepUntil;

    public Activation(Engine engine, GrainClass grainClass, GrainId id, IPlaceOwner owner)
    {
        this.engine = engine;
        this.grainClass = grainClass;
        this.owner = owner;
        GrainId = id;
        turns = new TurnScheduler(this, engine.Workers);
        requests = new RequestQueue(grainClass.IsReentrant);
    }

    public GrainId GrainId { get; }

    public object? GrainInstance { get; private set; }

    public IServiceProvider ActivationServices =>
        scope?.ServiceProvider ?? throw new InvalidOperationException($"{GrainId} does not live yet.");

    public Task Deactivated => gone.Task;

    /// <summary>How many requests run or wait.</summary>
    public int Load
    {
        get
        {
            lock (requests) return requests.Length;
        }
    }

    public IEnumerable<Activation> Activations => [this];

    /// <summary>Takes a request, unless the activation is gone; one that leaves hands it on to the next.</summary>
    public bool TryAccept(Request request)
    {
        lock (requests)
        {
            if (life == Life.Gone) return false;
            if (life == Life.Living)
            {
                if (requests.TryBegin(request)) turns.Enqueue(request);
                return true;
            }

            requests.Add(request);
            if (life != Life.Unborn) return true;
            life = Life.Waking;
        }

        turns.Enqueue(new LifeStep(Wake));
        return true;
    }

    /// <summary>A request has run to its end.</summary>
    public void End(Request request)
    {
        lock (requests)
        {
            requests.End(request);
            if (request.KeepsAlive) lastUsed = engine.Clock.GetTimestamp();
            if (life == Life.Living) BeginWaiting();
            else if (life == Life.Leaving && requests.IsIdle) turns.Enqueue(new LifeStep(Leave));
        }
    }

    /// <summary>A request failed: what it shows to be untrue is dropped.</summary>
    public void Met(Exception failure, Call call)
    {
        if (call.Method.IsOneWay) Log.OneWayFailed(engine.Log, failure, call.Method.Name, GrainId);
        DropIfInconsistent(failure);
    }

    /// <inheritdoc cref="Met"/>
    public void DropIfInconsistent(Exception failure)
    {
        if (failure is not InconsistentStateException { IsSourceActivation: true } inconsistent) return;
        inconsistent.IsSourceActivation = false;
        Log.Inconsistent(engine.Log, failure, GrainId);
        Deactivate(new(DeactivationReasonCode.ApplicationError, failure, failure.Message));
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (requests) StartLeaving(deactivationReason);
    }

    /// <summary>Is found no more, as when another process takes its grain over; what it does, it does on.</summary>
    public void Lose() => owner.Remove(this);

    /// <summary>Goes if nobody used it for that long.</summary>
    public void LeaveIfIdle(TimeSpan age)
    {
        lock (requests)
        {
            var now = engine.Clock.GetTimestamp();
            if (life != Life.Living || requests.Length > 0 || keepUntil > now) return;
            if (engine.Clock.GetElapsedTime(lastUsed, now) < age) return;
            StartLeaving(new(DeactivationReasonCode.ActivationIdle, "The activation was idle."));
        }
    }

    public void KeepFor(TimeSpan time)
    {
        var stamps = Math.Min(time.TotalSeconds * engine.Clock.TimestampFrequency, long.MaxValue / 2);
        keepUntil = engine.Clock.GetTimestamp() + (long)stamps;
    }

    public IGrainTimer StartTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, engine, callback, options);
        lock (timers) timers.Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Forget(GrainTimer timer)
    {
        lock (timers) timers.Remove(timer);
    }

    /// <summary>Reads the state before the grain wakes.</summary>
    public void Attach(IStoredState state) => states.Add(state);

    public T Reference<T>() => GrainReference.To<T>(engine, GrainId);

    private void StartLeaving(DeactivationReason why)
    {
        if (life is Life.Leaving or Life.Gone) return;
        reason = why;
        var was = life;
        life = Life.Leaving;
        lived |= was == Life.Living;

        // While it wakes, Wake itself goes on to Leave.
        if (was != Life.Waking && requests.IsIdle) turns.Enqueue(new LifeStep(Leave));
    }

    private async Task Wake()
    {
        try
        {
            scope = engine.Services.CreateAsyncScope();
            GrainInstance = grainClass.Construct(this);
            foreach (var state in states) await state.ReadStateAsync();
            if (GrainInstance is IGrainBase grain) await grain.OnActivateAsync(CancellationToken.None);
            if (Live()) return;
        }
        catch (Exception failure)
        {
            Log.ActivationFailed(engine.Log, failure, GrainId);
            lock (requests)
            {
                life = Life.Leaving;
                reason = new(DeactivationReasonCode.ActivationFailed, failure, "Failed to activate grain.");
            }
        }

        await Leave();
    }

    private bool Live()
    {
        lock (requests)
        {
            lived = true;
            if (life == Life.Leaving) return false;
            life = Life.Living;
            lastUsed = engine.Clock.GetTimestamp();
            BeginWaiting();
            return true;
        }
    }

    private async Task Leave()
    {
        StopTimers();
        if (lived) await Farewell();
        await Release();

        // Out of sight first: whoever comes now finds a new activation, while this one does nothing more.
        owner.Remove(this);
        List<Request> left;
        lock (requests)
        {
            life = Life.Gone;
            left = requests.Clear();
        }

        foreach (var request in left) HandOn(request);
        gone.TrySetResult();
    }

    private async Task Farewell()
    {
        if (GrainInstance is not IGrainBase grain) return;
        using var limit = new CancellationTokenSource(engine.DeactivationTimeout, engine.Clock);
        try
        {
            await grain.OnDeactivateAsync(reason, limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception failure)
        {
            Log.DeactivationFailed(engine.Log, failure, GrainId);
        }
    }

    private async Task Release()
    {
        try
        {
            if (GrainInstance is IAsyncDisposable slow) await slow.DisposeAsync();
            else if (GrainInstance is IDisposable quick) quick.Dispose();
            if (scope is { } used) await used.DisposeAsync();
        }
        catch (Exception failure)
        {
            Log.DeactivationFailed(engine.Log, failure, GrainId);
        }
    }

    private void HandOn(Request request)
    {
        if (request.IsAbandoned) return;
        if (reason is { ReasonCode: DeactivationReasonCode.ActivationFailed, Exception: { } failure })
            request.Refuse(failure);
        else if (request is Call call) engine.Route(call);
    }

    private void StopTimers()
    {
        GrainTimer[] all;
        lock (timers) all = [.. timers];
        foreach (var timer in all) timer.Dispose();
    }

    private void BeginWaiting()
    {
        while (requests.NextToBegin() is { } request) turns.Enqueue(request);
    }
}
