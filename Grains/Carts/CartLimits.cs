namespace Commerce.Grains.Carts;

/// <summary>The limits of a cart.</summary>
internal static class CartLimits
{
    /// <summary>Most lines of a cart.</summary>
    public const int LinesMost = 1_000;

    /// <summary>Most units of a line (CART-04, PRM-07).</summary>
    public const int QuantityMost = 999;

    /// <summary>Most offer codes that a cart keeps (PRC-08).</summary>
    public const int OffersMost = 100;

    /// <summary>Longest offer code in characters (PRC-05).</summary>
    public const int OfferCodeMost = 20;
}
