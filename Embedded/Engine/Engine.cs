using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Commerce.Embedded;

/// <summary>Knows every activation and brings each call to its own.</summary>
internal sealed class Engine(
    IServiceProvider services,
    GrainClasses classes,
    CallsUnderWay calls,
    IWorkQueue workers,
    TimeProvider clock,
    IOptions<GrainCollectionOptions> collection,
    ILogger<Engine> log) : IPlaceOwner
{
    // The number of locks is fixed, since the order in which grains are found follows from it.
    private const int Locks = 16;

    private readonly ConcurrentDictionary<GrainId, IPlace> places = new(Locks, capacity: 127);
    private volatile Door door;

    private enum Door
    {
        Open,
        OpenInside,
        Shut,
    }

    public IServiceProvider Services => services;

    public GrainClasses Classes => classes;

    public IWorkQueue Workers => workers;

    public TimeProvider Clock => clock;

    public ILogger Log => log;

    public TimeSpan DeactivationTimeout => collection.Value.DeactivationTimeout;

    public IEnumerable<Activation> Activations => Places.SelectMany(place => place.Activations);

    /// <summary>Where its calls go.</summary>
    public IEnumerable<IPlace> Places => places.Select(place => place.Value);

    /// <summary>Takes no further call from outside of grains.</summary>
    public void CloseDoor() => door = Door.OpenInside;

    /// <summary>Takes no further call.</summary>
    public void LockDoor() => door = Door.Shut;

    public void Send(Call call)
    {
        if (door != Door.Open && (door == Door.Shut || RuntimeContext.Current is null))
        {
            call.Refuse(new SiloUnavailableException($"The engine stops: {call.Method.Name} of {call.Target}."));
            return;
        }

        call.Enter(calls);
        if (!call.IsAbandoned) Route(call);
    }

    /// <summary>Brings a call to the activation of its grain, which is made if there is none.</summary>
    public void Route(Call call)
    {
        try
        {
            while (!PlaceOf(call.Target).TryAccept(call))
            {
            }
        }
        catch (ArgumentException unknown)
        {
            call.Refuse(unknown);
        }
    }

    public void Remove(Activation activation) => Remove(activation.GrainId, activation);

    /// <summary>Calls for that grain go there no longer.</summary>
    public void Remove(GrainId id, IPlace place) => places.TryRemove(new(id, place));

    private IPlace PlaceOf(GrainId id) =>
        places.TryGetValue(id, out var place) ? place : places.GetOrAdd(id, Create, this);

    private static IPlace Create(GrainId id, Engine engine)
    {
        var grainClass = engine.Classes.Named(id.Type);
        return grainClass.MaxWorkers is { } most
            ? new WorkerPool(engine, grainClass, id, most > 0 ? most : engine.Workers.Processors)
            : new Activation(engine, grainClass, id, engine);
    }
}
