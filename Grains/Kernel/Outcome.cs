namespace Commerce.Grains.Kernel;

/// <summary>What a command came to: done, refused, or asked before.</summary>
/// <typeparam name="T">What the caller sees when it is done.</typeparam>
[GenerateSerializer, Immutable, Alias("outcome`1")]
public abstract record Outcome<T>
{
    private Outcome() { }

    /// <summary>It is done, now or by an earlier call.</summary>
    /// <param name="Value">The entity as it stands after it.</param>
    /// <param name="Version">The entity's version after it; 0 when it is not stored.</param>
    [GenerateSerializer, Immutable, Alias("outcome.done`1")]
    public sealed record Done(T Value, long Version = 0) : Outcome<T>;

    /// <summary>The business says no.</summary>
    /// <param name="Why">The reason, with its data.</param>
    [GenerateSerializer, Immutable, Alias("outcome.refused`1")]
    public sealed record Refused(Refusal Why) : Outcome<T>;

    /// <summary>The same key with the same body was answered before; the answer is kept under this key.</summary>
    /// <param name="Key">The hash under which the answer is kept.</param>
    [GenerateSerializer, Immutable, Alias("outcome.repeated`1")]
    public sealed record Repeated(string Key) : Outcome<T>;

    /// <summary>A refusal is an outcome of any type.</summary>
    /// <param name="why">The reason.</param>
    public static implicit operator Outcome<T>(Refusal why) => new Refused(why);
}
