namespace Commerce.Embedded;

/// <summary>Where work is run. A simulation puts in its own and runs everything in an order of its choice.</summary>
internal interface IWorkQueue
{
    /// <summary>After so many pieces of one activation the others have their turn.</summary>
    int PiecesInARow => 64;

    /// <summary>How many pieces are run at once at most: so many activations answer for a stateless worker.</summary>
    int Processors => Environment.ProcessorCount;

    void Enqueue(IThreadPoolWorkItem work);
}

/// <summary>The thread pool. In turn: what a thread enqueued last would else run first, and whoever waits longest would
/// wait longer still.</summary>
internal sealed class ThreadPoolWork : IWorkQueue
{
    public void Enqueue(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
}
