using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;

namespace Commerce.Embedded;

/// <summary>A method of a grain interface: what its attributes say, and how to call it.</summary>
internal abstract class GrainMethod(MethodInfo method)
{
    private static readonly ConcurrentDictionary<MethodInfo, GrainMethod> Known = [];

    private readonly MethodInvoker invoker = MethodInvoker.Create(method);

    /// <summary>As it is written in messages.</summary>
    public string Name { get; } = $"{method.DeclaringType?.Name}.{method.Name}";

    public bool Interleaves { get; } = method.IsDefined(typeof(AlwaysInterleaveAttribute));

    public bool ReadsOnly { get; } = method.IsDefined(typeof(ReadOnlyAttribute));

    public bool IsOneWay { get; } =
        method.ReturnType == typeof(void) || method.IsDefined(typeof(OneWayAttribute));

    public TimeSpan? Timeout { get; } = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;

    /// <summary>Which argument is the cancellation token, or -1.</summary>
    public int TokenAt { get; } =
        Array.FindIndex(method.GetParameters(), parameter => parameter.ParameterType == typeof(CancellationToken));

    public static GrainMethod Of(MethodInfo method) => Known.GetOrAdd(method, Create);

    /// <summary>Sends a call; answers what the interface's method returns.</summary>
    public abstract object? Send(Engine engine, Orleans.Runtime.GrainId target, object?[] arguments);

    /// <summary>Begins the grain's method; whatever it throws is in the task.</summary>
    public Task Begin(object grain, object?[] arguments)
    {
        try
        {
            return TaskOf(invoker.Invoke(grain, arguments));
        }
        catch (Exception failure)
        {
            return Task.FromException(failure);
        }
    }

    protected abstract Task TaskOf(object? returned);

    private static GrainMethod Create(MethodInfo method)
    {
        var returns = method.ReturnType;
        if (returns == typeof(Task) || returns == typeof(void) || returns == typeof(ValueTask))
            return new GrainMethod<object?>(method);
        if (returns.IsGenericType && !method.IsGenericMethod
            && returns.GetGenericTypeDefinition() is var open
            && (open == typeof(Task<>) || open == typeof(ValueTask<>)))
        {
            var closed = typeof(GrainMethod<>).MakeGenericType(returns.GenericTypeArguments);
            return (GrainMethod)Activator.CreateInstance(closed, method)!;
        }

        throw new NotSupportedException($"{method.DeclaringType}.{method.Name} must return a task and not be generic.");
    }
}

/// <inheritdoc/>
internal sealed class GrainMethod<T>(MethodInfo method) : GrainMethod(method)
{
    private readonly Type returns = method.ReturnType;

    public override object? Send(Engine engine, Orleans.Runtime.GrainId target, object?[] arguments)
    {
        var call = new Call<T>(this, target, arguments);
        engine.Send(call);
        if (IsOneWay) return Returned(Task.FromResult<T>(default!));
        return Returned(call.Result);
    }

    protected override Task TaskOf(object? returned) => returned switch
    {
        Task task => task,
        ValueTask<T> task => task.AsTask(),
        ValueTask task => task.AsTask(),
        null when returns == typeof(void) => Task.CompletedTask,
        _ => throw new InvalidOperationException($"{Name} returned no task."),
    };

    private object? Returned(Task<T> result)
    {
        if (!returns.IsValueType) return result;
        if (returns == typeof(ValueTask)) return new ValueTask(result);
        return returns == typeof(void) ? null : new ValueTask<T>(result);
    }
}
