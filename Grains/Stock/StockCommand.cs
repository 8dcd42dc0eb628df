using Commerce.Grains.Orders;
using Commerce.Grains.Products;

namespace Commerce.Grains.Stock;

/// <summary>What a stock item may be told. What concerns an attempt brings its child row along, read
/// beforehand.</summary>
internal abstract record StockCommand
{
    private StockCommand() { }

    public sealed record Hold(AttemptId Attempt, int Quantity, DateTimeOffset Until, Sku Sku, Kept? Kept)
        : StockCommand;

    public sealed record Commit(AttemptId Attempt, Kept? Kept) : StockCommand;

    public sealed record Release(AttemptId Attempt, string Part, int? Quantity, Kept? Kept) : StockCommand;

    public sealed record Ship(AttemptId Attempt, string Part, int Quantity, Kept? Kept) : StockCommand;

    public sealed record Return(AttemptId Attempt, string Part, int Quantity, Kept? Kept) : StockCommand;

    public sealed record Adjust(Sku Sku, int? SetTo, int? Change) : StockCommand;

    public sealed record SetBackorder(Sku Sku, Backorder Backorder, ProductWord Word) : StockCommand;
}
