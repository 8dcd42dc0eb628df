using Commerce.Grains.Orders;
using Commerce.Grains.Products;

namespace Commerce.Grains.Stock;

/// <summary>What can happen to a stock item.</summary>
/// <param name="At">When.</param>
internal abstract record StockEvent(DateTimeOffset At)
{
    /// <summary>Units are promised to an attempt.</summary>
    [Alias("stock.held")]
    public sealed record Held(DateTimeOffset At, AttemptId Attempt, int Quantity, DateTimeOffset Until, Sku Sku)
        : StockEvent(At);

    /// <summary>The attempt is paid; its promise lives in a child row from now on.</summary>
    [Alias("stock.committed")]
    public sealed record Committed(DateTimeOffset At, AttemptId Attempt, Kept Kept) : StockEvent(At);

    /// <summary>Units are free again; none, when the release came before its hold.</summary>
    [Alias("stock.released")]
    public sealed record Released(DateTimeOffset At, AttemptId Attempt, string Part, int Quantity, Kept Kept)
        : StockEvent(At);

    /// <summary>Units left the house; <paramref name="Missing"/> of them had not been counted as being here.</summary>
    [Alias("stock.shipped")]
    public sealed record Shipped(
        DateTimeOffset At, AttemptId Attempt, string Part, int Quantity, int Missing, Kept Kept) : StockEvent(At);

    /// <summary>Units that had left are back, and can be sold again.</summary>
    [Alias("stock.returned")]
    public sealed record Returned(DateTimeOffset At, AttemptId Attempt, string Part, int Quantity, Kept Kept)
        : StockEvent(At);

    /// <summary>Staff counted what is here.</summary>
    [Alias("stock.counted")]
    public sealed record Counted(DateTimeOffset At, Sku Sku, int OnHand) : StockEvent(At);

    /// <summary>Staff corrected what is here.</summary>
    [Alias("stock.corrected")]
    public sealed record Corrected(DateTimeOffset At, Sku Sku, int Change) : StockEvent(At);

    /// <summary>The product says how many may be promised beyond what is here.</summary>
    [Alias("stock.backorder-set")]
    public sealed record BackorderSet(DateTimeOffset At, Sku Sku, Backorder Backorder, ProductWord Word)
        : StockEvent(At);
}
