using System.Globalization;
using Commerce.Grains.Kernel;
using Dapper;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Reads what happened to entities.</summary>
[StatelessWorker, Reentrant, GrainType("history")]
internal sealed class HistoryGrain(IDatabase database) : Grain, IHistoryGrain
{
    public Task<Outcome<Page<HistoryEntry>>> List(string entity, string id, PageRequest page) =>
        HistoryList.Read(database, entity, id, page);
}

/// <summary>Reads pages of an entity's history.</summary>
internal static class HistoryList
{
    private const string List = "history";

    private const string Sql = """
        select version as Version, n as N, type as Type, at as At, who as Who, from_address as FromAddress, why as Why,
            cast(data as text) as Json
        from history
        where entity = @entity and id = @id and (version, n) < (@version, @n)
        order by version desc, n desc
        limit @limit
        """;

    public static async Task<Outcome<Page<HistoryEntry>>> Read(
        IDatabase database, string entity, string id, PageRequest page)
    {
        if (page.Sort is not null) return new SortUnknown([]);
        var filter = new { entity, id };
        var (version, n) = (long.MaxValue, int.MaxValue);
        if (page.Cursor is { } cursor && !TryRead(cursor, filter, out version, out n)) return new CursorInvalid();
        var limit = Pages.LimitOf(page);
        var values = new { entity, id, version, n, limit = limit + 1 };
        var rows = await database.Read(async connection => (await connection.QueryAsync<Row>(Sql, values)).AsList());
        return Pages.Cut(rows, limit, Show, row => Cursor.After(List, filter, Text(row.Version), Text(row.N)));
    }

    private static bool TryRead(string cursor, object filter, out long version, out int n)
    {
        version = n = 0;
        return Cursor.TryRead(cursor, List, filter, out var place) && place is [var first, var second]
            && long.TryParse(first, CultureInfo.InvariantCulture, out version)
            && int.TryParse(second, CultureInfo.InvariantCulture, out n);
    }

    private static HistoryEntry Show(Row row) => new(
        row.Version,
        row.N,
        row.Type,
        DateTimeOffset.FromUnixTimeMilliseconds(row.At),
        row.Who,
        row.FromAddress,
        row.Why,
        row.Json);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Row
    {
        public long Version { get; init; }

        public int N { get; init; }

        public string Type { get; init; } = "";

        public long At { get; init; }

        public string Who { get; init; } = "";

        public string? FromAddress { get; init; }

        public string? Why { get; init; }

        public string Json { get; init; } = "";
    }
}
