using Orleans.Runtime;

namespace Commerce.Grains.Kernel;

/// <summary>The database did not take or give something; whether a write landed is unknown. The same call may be
/// repeated with the same key.</summary>
[GenerateSerializer, Alias("store-unavailable")]
public sealed class StoreUnavailableException : OrleansException
{
    /// <summary>Says it without a reason.</summary>
    public StoreUnavailableException() : this("The store is not available.") { }

    /// <summary>Says it with a reason that holds no data of the shop.</summary>
    /// <param name="message">The reason.</param>
    public StoreUnavailableException(string message) : base(message) { }

    /// <summary>Says it with a reason; an inner exception is never carried, since a client could not read it.</summary>
    /// <param name="message">The reason.</param>
    /// <param name="innerException">Left out on purpose.</param>
    public StoreUnavailableException(string message, Exception innerException) : base(
        $"{message} ({innerException?.GetType().Name})")
    { }

    // Whatever a store throws, and however an engine wraps it: callers know one exception.
    internal static StoreUnavailableException For(Exception failure) => failure as StoreUnavailableException
        ?? new StoreUnavailableException("A write failed; whether it landed is unknown.", failure);
}

/// <summary>An event that cannot have happened in this state: a bug, or a stored row that somebody changed.</summary>
internal sealed class ImpossibleHistoryException(object state, object happened)
    : Exception($"{happened.GetType().Name} cannot have happened in {state.GetType().Name}.");
