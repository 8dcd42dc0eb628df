namespace Commerce.Grains.Carts;

/// <summary>The limits of a cart.</summary>
internal static class CartLimits
{
    /// <summary>Most lines of a cart.</summary>
    public const int LinesMost = 1_000;

    /// <summary>Most units of a line (CART-04, PRM-07).</summary>
    public const int QuantityMost = 999;
}
