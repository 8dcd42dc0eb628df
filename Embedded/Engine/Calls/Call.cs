using Orleans;
using Orleans.Runtime;

namespace Commerce.Embedded;

/// <summary>One call under way: from its caller, through the queue, to its answer.</summary>
internal abstract class Call(GrainMethod method, GrainId target, object?[] arguments) : Request
{
    private readonly ImmutableDictionary<string, object>? context = RequestContext.Values;
    private CancellationTokenRegistration registration;

    public GrainMethod Method => method;

    public GrainId Target => target;

    /// <summary>The caller's token, if it passed one.</summary>
    public CancellationToken Token =>
        method.TokenAt >= 0 && arguments[method.TokenAt] is CancellationToken token ? token : default;

    /// <summary>The caller's side.</summary>
    public abstract Task Answer { get; }

    /// <summary>When the caller gives up, in the clock's time stamps.</summary>
    public long Deadline { get; set; }

    /// <summary>Its place among the calls under way.</summary>
    public LinkedListNode<Call>? Place { get; set; }

    /// <summary>The list its place is in.</summary>
    public LinkedList<Call>? PlaceIn { get; set; }

    public override bool Interleaves => method.Interleaves;

    public override bool ReadsOnly => method.ReadsOnly;

    public override bool KeepsAlive => true;

    public override bool IsAbandoned => Answer.IsCompleted;

    /// <summary>From here on it can time out and be cancelled.</summary>
    public void Enter(CallsUnderWay calls)
    {
        calls.Add(this, method.Timeout);
        if (!Token.CanBeCanceled) return;
        registration = Token.UnsafeRegister(static (call, _) => ((Call)call!).Cancel(), this);
        if (IsAbandoned) registration.Unregister();
    }

    // Its failure is the caller's; nothing else fails in there.
    public override void Run(Activation activation) => _ = Serve(activation);

    public override void Refuse(Exception reason)
    {
        Leave();
        Fail(reason);
    }

    protected abstract void Cancel();

    protected abstract void Fail(Exception failure);

    protected abstract void Complete(Task served);

    protected void Leave()
    {
        CallsUnderWay.Remove(this);
        registration.Unregister();
    }

    private async Task Serve(Activation activation)
    {
        if (context is not null) RequestContext.Values = context;
        var served = method.Begin(activation.GrainInstance!, arguments);
        if (!served.IsCompleted)
        {
            await served.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        // Dropped and free before the caller hears of it, so that its next call finds the truth.
        if (served.Exception is { InnerException: { } failure }) activation.Met(failure, this);
        activation.End(this);
        Leave();
        Complete(served);
    }
}

/// <inheritdoc/>
internal sealed class Call<T>(GrainMethod method, GrainId target, object?[] arguments)
    : Call(method, target, arguments)
{
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => answer.Task;

    public override Task Answer => answer.Task;

    protected override void Cancel()
    {
        Leave();
        answer.TrySetCanceled(Token);
    }

    protected override void Fail(Exception failure)
    {
        answer.TrySetException(failure);
        if (Method.IsOneWay) answer.Task.Ignore();
    }

    protected override void Complete(Task served)
    {
        if (served is Task<T> typed) answer.TrySetFromTask(typed);
        else if (served.IsCompletedSuccessfully) answer.TrySetResult(default!);
        else if (served.Exception is { } failure) answer.TrySetException(failure.InnerExceptions);
        else answer.TrySetCanceled();
        if (Method.IsOneWay) answer.Task.Ignore();
    }
}
