using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Dapper;

namespace Commerce.Silo.Storage;

/// <summary>Promises that left their stock item's state. Every hold asks first, so those who ask meanwhile are answered
/// together.</summary>
internal sealed class StockHoldTable : IStockHoldTable, IAsyncDisposable
{
    private const int Pumps = 2, RowsMost = 256;

    private const string Columns = """
        select h.entity_id as StockKey, h.attempt as Attempt, h.sku as Sku, h.quantity as Quantity,
            h.remaining as Remaining, h.status as Status, h.parts as Parts, h.changed_at as ChangedAt
        """;

    // Each by itself, as if it were asked alone.
    private const string FindInPostgres = Columns + """

        from unnest(@keys, @attempts) w (key, attempt)
        cross join lateral (
            select * from stock_holds r where r.entity_id = w.key and r.attempt = w.attempt offset 0) h
        """;

    private const string FindInSqlite = Columns + """

        from json_each(@wanted) w
        cross join stock_holds h where h.entity_id = w.value ->> 0 and h.attempt = w.value ->> 1
        """;

    private readonly IDatabase database;
    private readonly BatchPump<Waiting> questions;

    public StockHoldTable(IDatabase database)
    {
        this.database = database;
        questions = new(Pumps, RowsMost, Answer);
    }

    public Task<StockHoldRow?> Find(string stockKey, AttemptId attempt)
    {
        var waiting = new Waiting(stockKey, attempt.Value);
        return questions.Add(waiting) ? waiting.Found.Task : throw new StoreUnavailableException();
    }

    public ValueTask DisposeAsync() => questions.DisposeAsync();

    // Never throws: whoever waits hears what went wrong.
    private async Task Answer(List<Waiting> batch)
    {
        try
        {
            var rows = await Read(batch);
            var known = rows.DistinctBy(Key).ToDictionary(Key, Shown);
            foreach (var one in batch) one.Found.TrySetResult(known.GetValueOrDefault((one.StockKey, one.Attempt)));
        }
        catch (Exception failure)
        {
            foreach (var one in batch) one.Found.TrySetException(failure);
        }
    }

    private Task<IEnumerable<Row>> Read(List<Waiting> batch) => database.Read(connection => database.IsPostgres
        ? connection.QueryAsync<Row>(FindInPostgres, new
        {
            keys = batch.Select(one => one.StockKey).ToArray(),
            attempts = batch.Select(one => one.Attempt).ToArray(),
        })
        : connection.QueryAsync<Row>(FindInSqlite, new
        {
            wanted = JsonSerializer.Serialize(batch.Select(one => new[] { one.StockKey, one.Attempt })),
        }));

    private static (string StockKey, string Attempt) Key(Row row) => (row.StockKey, row.Attempt);

    private static StockHoldRow Shown(Row row) => new(
        row.Attempt, row.Sku, row.Quantity, row.Remaining, row.Status, row.Parts, row.ChangedAt);

    private sealed record Waiting(string StockKey, string Attempt)
    {
        public TaskCompletionSource<StockHoldRow?> Found { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Row
    {
        public string StockKey { get; init; } = "";

        public string Attempt { get; init; } = "";

        public string Sku { get; init; } = "";

        public int Quantity { get; init; }

        public int Remaining { get; init; }

        public string Status { get; init; } = "";

        public string Parts { get; init; } = "";

        public long ChangedAt { get; init; }
    }
}
