using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Dapper;

namespace Commerce.Silo.Storage;

/// <summary>Promises that left their stock item's state.</summary>
internal sealed class StockHoldTable(IDatabase database) : IStockHoldTable
{
    private const string FindSql = """
        select attempt as Attempt, sku as Sku, quantity as Quantity, remaining as Remaining, status as Status,
            parts as Parts, changed_at as ChangedAt
        from stock_holds where entity_id = @stockKey and attempt = @attempt
        """;

    public async Task<StockHoldRow?> Find(string stockKey, AttemptId attempt)
    {
        var values = new { stockKey, attempt = attempt.Value };
        var row = await database.Read(connection => connection.QuerySingleOrDefaultAsync<Row>(FindSql, values));
        return row is null
            ? null
            : new(row.Attempt, row.Sku, row.Quantity, row.Remaining, row.Status, row.Parts, row.ChangedAt);
    }

    private sealed class Row
    {
        public string Attempt { get; init; } = "";

        public string Sku { get; init; } = "";

        public int Quantity { get; init; }

        public int Remaining { get; init; }

        public string Status { get; init; } = "";

        public string Parts { get; init; } = "";

        public long ChangedAt { get; init; }
    }
}
