namespace Commerce.Grains.Stock;

/// <summary>Limits of a stock item.</summary>
internal static class StockLimits
{
    /// <summary>Most units on hand.</summary>
    public const int OnHandMost = 1_000_000_000;

    /// <summary>Most units of one promise.</summary>
    public const int QuantityMost = 10_000;

    /// <summary>An item has plenty while so many are left that a cart of ordinary size does not go short over a hold
    /// that is given back at once.</summary>
    public const int PlentyLeast = 20;

    /// <summary>Longest name of a shipment or release.</summary>
    public const int PartLengthMost = 100;

    /// <summary>How many paid promises the item itself remembers, to name the newest.</summary>
    public const int NewestMost = 20;
}
