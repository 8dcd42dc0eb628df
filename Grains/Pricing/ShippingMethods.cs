namespace Commerce.Grains.Pricing;

/// <summary>How an order gets to its buyer (CHK-05, CHK-08).</summary>
public static class ShippingMethods
{
    /// <summary>Shipped.</summary>
    public const string Standard = "standard";

    /// <summary>Shipped faster, for more (SHP-03, SHP-04).</summary>
    public const string Express = "express";

    /// <summary>Fetched at the shop (SHP-05).</summary>
    public const string Pickup = "pickup";

    /// <summary>Nothing to ship.</summary>
    public const string None = "none";
}
