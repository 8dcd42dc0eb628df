using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain class.</summary>
public interface IGrainBase
{
    /// <summary>The activation this grain lives in.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Called before the first call, after stored state has been read.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Called after the last call.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
