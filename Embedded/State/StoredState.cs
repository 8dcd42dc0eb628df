using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Core;
using Orleans.Runtime;
using Orleans.Storage;

namespace Commerce.Embedded;

/// <summary>A state that is read before its grain wakes.</summary>
internal interface IStoredState
{
    Task ReadStateAsync();
}

/// <summary>Makes stored states for constructor parameters.</summary>
internal static class StoredState
{
    /// <summary>What fills a parameter marked <see cref="PersistentStateAttribute"/>.</summary>
    public static Func<Activation, object> Maker(Type parameter, PersistentStateAttribute asked)
    {
        if (!parameter.IsGenericType || parameter.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            throw new ArgumentException($"{parameter} is marked as persistent state but is no IPersistentState.");
        var make = typeof(StoredState).GetMethod(nameof(Make))!.MakeGenericMethod(parameter.GenericTypeArguments);
        var typed = make.CreateDelegate<Func<Activation, PersistentStateAttribute, object>>();
        return activation => typed(activation, asked);
    }

    public static object Make<T>(Activation activation, PersistentStateAttribute asked)
    {
        var services = activation.ActivationServices;
        var store = asked.StorageName is { } name
            ? services.GetRequiredKeyedService<IGrainStorage>(name)
            : services.GetRequiredService<IGrainStorage>();
        var state = new StoredState<T>(asked.StateName, activation, store);
        activation.Attach(state);
        return state;
    }
}

/// <summary>A grain's stored state. Operations run one after the other; writes that wait are one write.</summary>
internal sealed class StoredState<T>(string name, Activation activation, IGrainStorage store)
    : IPersistentState<T>, IStoredState
{
    private readonly GrainState<T> held = new(Blank());
    private Operation? last;
    private bool wasRead;

    private enum Kind
    {
        Read,
        Write,
        Clear,
    }

    public T State
    {
        get
        {
            OnlyInATurn();
            return held.State!;
        }

        set
        {
            OnlyInATurn();
            held.State = value;
        }
    }

    public string? Etag => held.ETag;

    public bool RecordExists =>
        wasRead ? held.RecordExists : throw new InvalidOperationException("State has not yet been loaded.");

    public Task ReadStateAsync() => Queue(Kind.Read, default);

    public Task WriteStateAsync() => Queue(Kind.Write, default);

    public Task ClearStateAsync() => Queue(Kind.Clear, default);

    Task IStorage.ReadStateAsync(CancellationToken cancellationToken) => Queue(Kind.Read, cancellationToken);

    Task IStorage.WriteStateAsync(CancellationToken cancellationToken) => Queue(Kind.Write, cancellationToken);

    Task IStorage.ClearStateAsync(CancellationToken cancellationToken) => Queue(Kind.Clear, cancellationToken);

    // Turns of one activation only, so nothing here is locked.
    private Task Queue(Kind kind, CancellationToken stop)
    {
        OnlyInATurn();
        if (kind != Kind.Read && !stop.CanBeCanceled
            && last is { Started: false, Stop.CanBeCanceled: false } queued && queued.Kind == kind)
        {
            return queued.Done;
        }

        var operation = new Operation(kind, stop);
        var before = last;
        last = operation;
        return operation.Done = Run(operation, before);
    }

    private async Task Run(Operation operation, Operation? before)
    {
        // Never in the turn that asks: it may change the state again, and others may join. A read has nothing to wait
        // for but what is under way.
        if (operation.Kind != Kind.Read) await Task.Yield();
        if (before is not null)
        {
            await before.Done.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        operation.Started = true;
        try
        {
            if (!IsSettledBy(before, operation.Kind)) await Perform(operation);
            wasRead |= operation.Kind == Kind.Read;
        }
        finally
        {
            if (last == operation) last = null;
        }
    }

    // What was just stored or read needs no reading, what was just cleared no clearing.
    private static bool IsSettledBy(Operation? before, Kind kind) => before is { Done.IsCompletedSuccessfully: true }
        && (kind == Kind.Read || (kind == Kind.Clear && before.Kind == Kind.Clear));

    private async Task Perform(Operation operation)
    {
        try
        {
            await (operation.Kind switch
            {
                Kind.Read => store.ReadStateAsync(name, activation.GrainId, held, operation.Stop),
                Kind.Write => store.WriteStateAsync(name, activation.GrainId, held, operation.Stop),
                _ => store.ClearStateAsync(name, activation.GrainId, held, operation.Stop),
            });
        }
        catch (Exception failure) when (failure is not OrleansException && !operation.Stop.IsCancellationRequested)
        {
            throw new OrleansException(
                $"{store.GetType().Name}: {operation.Kind} '{name}' of {activation.GrainId} failed: {failure.Message}",
                failure);
        }
    }

    private static void OnlyInATurn()
    {
        if (RuntimeContext.Current is null)
            throw new InvalidOperationException("A grain's state may be touched only inside one of its turns.");
    }

    private static T? Blank()
    {
        var type = typeof(T);
        if (type.IsValueType || type.IsAbstract || type.IsArray || type == typeof(string)) return default;
        return type.GetConstructor(Type.EmptyTypes) is null
            ? (T)RuntimeHelpers.GetUninitializedObject(type)
            : Activator.CreateInstance<T>();
    }

    private sealed class Operation(Kind kind, CancellationToken stop)
    {
        public Kind Kind => kind;

        public CancellationToken Stop => stop;

        public bool Started { get; set; }

        public Task Done { get; set; } = Task.CompletedTask;
    }
}
