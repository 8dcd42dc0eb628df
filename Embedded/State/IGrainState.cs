namespace Orleans;

/// <summary>A state on its way to or from storage.</summary>
public interface IGrainState<T>
{
    /// <summary>The value.</summary>
    T? State { get; set; }

    /// <summary>The version last read or written.</summary>
    string? ETag { get; set; }

    /// <summary>Whether it is stored.</summary>
    bool RecordExists { get; set; }
}

/// <inheritdoc cref="IGrainState{T}"/>
public sealed class GrainState<T>(T? state, string? eTag) : IGrainState<T>
{
    /// <summary>Nothing yet.</summary>
    public GrainState() : this(default, null)
    {
    }

    /// <summary>A value without a version.</summary>
    public GrainState(T? state) : this(state, null)
    {
    }

    /// <inheritdoc/>
    public T? State { get; set; } = state;

    /// <inheritdoc/>
    public string? ETag { get; set; } = eTag;

    /// <inheritdoc/>
    public bool RecordExists { get; set; }
}
