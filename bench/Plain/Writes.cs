using Npgsql;

namespace Commerce.Bench;

/// <summary>Durable writes that a shop made so far, and their bytes.</summary>
/// <param name="States">Entities' states.</param>
/// <param name="Others">What its workers write beside them: a row for each call of the gateway, a lease and a mark for
/// each mail.</param>
/// <param name="Bytes">Of all of them.</param>
internal sealed record Writes(double States, double Others, double Bytes)
{
    private const string CountOthers = """
        select c.n + m.n, c.size + m.size
        from (select count(*) as n, coalesce(sum(octet_length(g::text)), 0) as size from gateway_calls g) c,
            (select 2 * count(*) as n, 2 * coalesce(sum(octet_length(o::text)), 0) as size
                from outbox o where o.sent_at is not null) m
        """;

    private const string Waiting = "select count(*) from outbox where next_at <= extract(epoch from now()) * 1000";

    // Longer than anything gathers before it is written.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public double All => States + Others;

    /// <summary>Waits until nothing more is written for what was done.</summary>
    public static async Task Settled(NpgsqlDataSource source)
    {
        var (calls, before) = (0L, -1L);
        while (calls != before || await OwnPostgres.Number(source, Waiting) > 0)
        {
            await Task.Delay(Look, TimeProvider.System);
            (before, calls) = (calls, await OwnPostgres.Number(source, "select count(*) from gateway_calls"));
        }
    }

    public static async Task<Writes> Of(Shop shop, NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(CountOthers);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        var (others, bytes) = (row.GetInt64(0), row.GetInt64(1));
        return new(
            await shop.Figure("commerce_storage_writes_total"),
            others,
            await shop.Figure("commerce_storage_written_bytes_total") + bytes);
    }

    public static Writes operator -(Writes later, Writes earlier) => new(
        later.States - earlier.States, later.Others - earlier.Others, later.Bytes - earlier.Bytes);
}
