namespace Commerce.Api.Import;

/// <summary>What a file says of something, if it says anything: columns it does not have leave things as they
/// are.</summary>
internal readonly record struct Said<T>(T Value, bool IsSaid = true)
{
    /// <summary>The file does not say.</summary>
    public static Said<T> Nothing => default;

    /// <summary>What the file says, or else what was there before.</summary>
    public T Or(T before) => IsSaid ? Value : before;

    public static implicit operator Said<T>(T value) => new(value);
}
