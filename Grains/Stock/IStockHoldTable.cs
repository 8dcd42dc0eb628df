using Commerce.Grains.Orders;

namespace Commerce.Grains.Stock;

/// <summary>Reads the child rows <c>stock_holds</c> of a stock item: promises that left the item's state on
/// commit.</summary>
internal interface IStockHoldTable
{
    /// <summary>The row of one attempt, or null when there is none.</summary>
    Task<StockHoldRow?> Find(string stockKey, AttemptId attempt);
}

/// <summary>One promise beyond its time limit; set as a change, keyed by (entity_id, attempt).</summary>
/// <param name="Attempt">Whose promise.</param>
/// <param name="Sku">The SKU as shown.</param>
/// <param name="Quantity">Units promised at commit.</param>
/// <param name="Remaining">Units neither shipped nor released yet.</param>
/// <param name="Status"><c>committed</c>, or <c>closed</c> once nothing is left.</param>
/// <param name="Parts">Names of the shipments and releases done, with a comma between.</param>
/// <param name="ChangedAt">Milliseconds since 1970.</param>
internal sealed record StockHoldRow(
    string Attempt, string Sku, int Quantity, int Remaining, string Status, string Parts, long ChangedAt);
