using Orleans.Runtime;

namespace Commerce.Embedded;

/// <summary>The activations of one stateless worker: another one while all are busy, up to its limit.</summary>
internal sealed class WorkerPool(Engine engine, GrainClass grainClass, GrainId id, int most) : IPlace, IPlaceOwner
{
    private readonly List<Activation> workers = [];
    private bool closed;

    public IEnumerable<Activation> Activations
    {
        get
        {
            lock (workers) return [.. workers];
        }
    }

    public bool TryAccept(Request request)
    {
        lock (workers) return !closed && Choose().TryAccept(request);
    }

    public void LeaveIfIdle(TimeSpan age)
    {
        foreach (var worker in Activations) worker.LeaveIfIdle(age);
    }

    public void Remove(Activation activation)
    {
        lock (workers)
        {
            workers.Remove(activation);
            closed = workers.Count == 0;
            if (closed) engine.Remove(id, this);
        }
    }

    private Activation Choose()
    {
        var best = workers.MinBy(worker => worker.Load);
        if (best is not null && (best.Load == 0 || workers.Count >= most)) return best;
        var added = new Activation(engine, grainClass, id, this);
        workers.Add(added);
        return added;
    }
}
