using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Commerce.Embedded;

internal sealed record GrainAssembly(Assembly Assembly);

internal sealed class SiloBuilder : ISiloBuilder
{
    public IServiceCollection Services => throw new NotImplementedException();
    public IConfiguration Configuration => throw new NotImplementedException();
    public static ISiloBuilder In(IServiceCollection services, IConfiguration configuration) => new SiloBuilder();
}

internal static class RuntimeContext
{
    public static Activation? Current { get; set; }
}

internal sealed class Activation : IGrainContext
{
    public GrainId GrainId => throw new NotImplementedException();
    public object? GrainInstance => throw new NotImplementedException();
    public IServiceProvider ActivationServices => throw new NotImplementedException();
    public Task Deactivated => throw new NotImplementedException();
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
    public void KeepFor(TimeSpan time) => throw new NotImplementedException();
    public IGrainTimer StartTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options) =>
        throw new NotImplementedException();
    public T Reference<T>() => throw new NotImplementedException();
}

internal sealed class GrainReference : DispatchProxy, IAddressable
{
    public GrainId GrainId => throw new NotImplementedException();
    public T As<T>() => throw new NotImplementedException();
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotImplementedException();
}

internal sealed class ReminderClock
{
    public Task<IGrainReminder> Register(GrainId grain, string name, TimeSpan due, TimeSpan period) =>
        throw new NotImplementedException();
    public Task Unregister(GrainId grain, IGrainReminder reminder) => throw new NotImplementedException();
    public Task<IGrainReminder?> Find(GrainId grain, string name) => throw new NotImplementedException();
    public Task<List<IGrainReminder>> FindAll(GrainId grain) => throw new NotImplementedException();
}
