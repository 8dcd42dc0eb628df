namespace Commerce.Grains.Kernel;

/// <summary>What every shell needs besides its own state.</summary>
/// <param name="Clock">The only source of time.</param>
/// <param name="Settings">The shop's settings.</param>
internal sealed record EntityTools(TimeProvider Clock, ShopSettings Settings)
{
    /// <summary>Sees which state and command meet; null: nobody looks.</summary>
    public Action<object, object>? Witness { get; init; }
}
