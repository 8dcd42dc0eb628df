using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Another version is stored than the grain believes: what it holds is not true.</summary>
public class InconsistentStateException : OrleansException
{
    /// <summary>Versions differ.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>Versions differ.</summary>
    public InconsistentStateException(string message) : base(message)
    {
    }

    /// <summary>Versions differ.</summary>
    public InconsistentStateException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>These versions differ.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag) : base(errorMsg)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>These versions differ, as the store said.</summary>
    public InconsistentStateException(
        string errorMsg, string? storedEtag, string? currentEtag, Exception storageException)
        : base(errorMsg, storageException)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>The version that is stored.</summary>
    public string? StoredEtag { get; }

    /// <summary>The version the grain believed in.</summary>
    public string? CurrentEtag { get; }

    // Only the grain that met it is dropped, not those it reaches as their callers.
    internal bool IsSourceActivation { get; set; } = true;
}
