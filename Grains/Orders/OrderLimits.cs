namespace Commerce.Grains.Orders;

/// <summary>The limits of an order.</summary>
internal static class OrderLimits
{
    /// <summary>Longest tracking number (FUL-05).</summary>
    public const int TrackingMost = 24;

    /// <summary>Longest carrier's name.</summary>
    public const int CarrierMost = 100;

    /// <summary>How long before it leaves a shipment may be recorded.</summary>
    public static readonly TimeSpan ShippedAhead = TimeSpan.FromDays(1);

    /// <summary>Longest comments of staff (ORD-17).</summary>
    public const int CommentsMost = 4_000;

    /// <summary>Most former addresses that are kept; the oldest goes first.</summary>
    public const int FormerAddressesMost = 50;

    /// <summary>Most additions to one order, with those that never came to be (ORD-19).</summary>
    public const int AdditionsMost = 1_000;

    /// <summary>Most units of one addition.</summary>
    public const int AddedMost = 999;

    /// <summary>Longest reason (ORD-23).</summary>
    public const int ReasonMost = 4_000;
}
