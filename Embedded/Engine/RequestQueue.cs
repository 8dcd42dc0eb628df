namespace Commerce.Embedded;

/// <summary>Which requests of one activation may run now, and which wait.</summary>
internal sealed class RequestQueue(bool reentrant)
{
    // Those that may run beside all others wait only while the grain is being activated.
    private readonly Queue<Request> ordinary = [], free = [];
    private int running, blocking;
    private bool blockersOnlyRead;

    /// <summary>Nothing runs.</summary>
    public bool IsIdle => running == 0;

    /// <summary>How many run or wait.</summary>
    public int Length => running + ordinary.Count + free.Count;

    public void Add(Request request) => (RunsBesideAll(request) ? free : ordinary).Enqueue(request);

    /// <summary>Lets this request begin now if it may; else it waits.</summary>
    public bool TryBegin(Request request)
    {
        var may = blocking == 0 || RunsBesideAll(request) || (blockersOnlyRead && request.ReadsOnly);
        if (may) Count(request);
        else Add(request);
        return may;
    }

    public void End(Request request)
    {
        running--;
        if (!RunsBesideAll(request)) blocking--;
    }

    /// <summary>Takes out a request that waited and may run now.</summary>
    public Request? NextToBegin()
    {
        if (TakeFirst(free) is { } beside) return Count(beside);
        if (blocking == 0 && TakeFirst(ordinary) is { } first) return Count(first);
        return blockersOnlyRead && blocking > 0 && TakeReader() is { } reader ? Count(reader) : null;
    }

    /// <summary>Takes out all that wait.</summary>
    public List<Request> Clear()
    {
        List<Request> all = [.. free, .. ordinary];
        free.Clear();
        ordinary.Clear();
        return all;
    }

    private static Request? TakeFirst(Queue<Request> queue)
    {
        while (queue.TryDequeue(out var request))
        {
            if (!request.IsAbandoned) return request;
        }

        return null;
    }

    // Readers overtake writers that wait. Once round, so that the others keep their order.
    private Request? TakeReader()
    {
        Request? reader = null;
        for (var left = ordinary.Count; left > 0; left--)
        {
            var request = ordinary.Dequeue();
            if (reader is null && request is { ReadsOnly: true, IsAbandoned: false }) reader = request;
            else ordinary.Enqueue(request);
        }

        return reader;
    }

    private Request Count(Request request)
    {
        running++;
        if (RunsBesideAll(request)) return request;
        if (blocking++ == 0) blockersOnlyRead = request.ReadsOnly;
        return request;
    }

    private bool RunsBesideAll(Request request) => reentrant || request.Interleaves;
}
