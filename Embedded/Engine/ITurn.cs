using Orleans;

namespace Commerce.Embedded;

/// <summary>Something that begins on an activation's scheduler.</summary>
internal interface ITurn
{
    void Run(Activation activation);
}

/// <summary>A step of an activation's own life.</summary>
internal sealed class LifeStep(Func<Task> step) : ITurn
{
    public void Run(Activation activation) => step().Ignore();
}

/// <summary>What an activation is asked to do: a call, or a timer's tick.</summary>
internal abstract class Request : ITurn
{
    /// <summary>May run beside anything.</summary>
    public abstract bool Interleaves { get; }

    /// <summary>May run beside its like.</summary>
    public abstract bool ReadsOnly { get; }

    /// <summary>Counts as use of the grain.</summary>
    public abstract bool KeepsAlive { get; }

    /// <summary>Nobody waits for it any more, so it need not begin.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Begins it; it says <see cref="Activation.End"/> when it ends.</summary>
    public abstract void Run(Activation activation);

    /// <summary>It will not be run.</summary>
    public abstract void Refuse(Exception reason);
}
