using Commerce.Grains.Orders;
using Commerce.Grains.Products;

namespace Commerce.Grains.Stock;

/// <summary>What a stock item may be told. What concerns an attempt brings its child row along, read
/// beforehand.</summary>
internal abstract record StockCommand
{
    private StockCommand() { }

    /// <param name="Attempt">Who wants them.</param>
    /// <param name="Quantity">How many.</param>
    /// <param name="Until">Until when.</param>
    /// <param name="Sku">As shown.</param>
    /// <param name="Kept">Its child row.</param>
    /// <param name="OfPlenty">Only while as many are left after it as others may take meanwhile.</param>
    public sealed record Hold(
        AttemptId Attempt, int Quantity, DateTimeOffset Until, Sku Sku, Kept? Kept, bool OfPlenty = false)
        : StockCommand;

    public sealed record Commit(AttemptId Attempt, Kept? Kept) : StockCommand;

    public sealed record Release(AttemptId Attempt, string Part, int? Quantity, Kept? Kept) : StockCommand;

    public sealed record Ship(AttemptId Attempt, string Part, int Quantity, Kept? Kept) : StockCommand;

    public sealed record Return(AttemptId Attempt, string Part, int Quantity, Kept? Kept) : StockCommand;

    public sealed record Adjust(Sku Sku, int? SetTo, int? Change) : StockCommand;

    public sealed record SetBackorder(Sku Sku, Backorder Backorder, ProductWord Word) : StockCommand;
}
