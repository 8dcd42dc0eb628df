using Commerce.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The base of grain classes.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly Activation activation = RuntimeContext.Current
        ?? throw new InvalidOperationException("A grain is created by the engine only.");

    /// <inheritdoc/>
    public IGrainContext GrainContext => activation;

    /// <summary>Finds other grains.</summary>
    protected IGrainFactory GrainFactory => ServiceProvider.GetRequiredService<IGrainFactory>();

    /// <summary>The scope that serves this grain's constructor.</summary>
    protected internal IServiceProvider ServiceProvider => activation.ActivationServices;

    /// <inheritdoc/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Takes no further call and goes when those under way have ended.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Keeps the grain at least that long, even when idle.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => activation.KeepFor(timeSpan);
}
