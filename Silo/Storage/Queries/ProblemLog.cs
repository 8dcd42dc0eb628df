using Commerce.Grains.Kernel;
using Commerce.Grains.Problems;
using Dapper;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Reads the problem log, and notes what staff did.</summary>
internal sealed class ProblemLog(IDatabase database, TimeProvider clock)
{
    private const int NoteMost = 4_000;

    // Lists go on by a column and 'entity_id'.
    private const string Columns = """
        details as Details, order_id as Owner, action as Action, at as At, reopened as Reopened,
        resolved_at as ResolvedAt, resolved_by as ResolvedBy, note as Note
        from (
            select key as entity_id, details, order_id, action, at, reopened, resolved_at, resolved_by, note
            from problems) p
        """;

    private const string OneSql = "select entity_id as Id, " + Columns + " where entity_id = @key";

    private const string ResolveSql = """
        update problems set resolved_at = @now, resolved_by = @who, note = @note
        where key = @key and resolved_at is null
        """;

    private const string CountSql = """
        select (select count(*) from problems where resolved_at is null) as Unresolved,
            (select count(*) from problems) as Total
        """;

    private static readonly KeysetList<Row, ProblemView> Problems = new("problems", Columns,
    [
        new("-found", "at", Descending: true, IsNumber: true),
        new("found", "at", Descending: false, IsNumber: true),
    ], Show);

    public Task<Outcome<Page<ProblemView>>> List(ProblemFilter filter, PageRequest page) =>
        Problems.Read(database, Query(filter), page);

    public async Task<Outcome<ProblemView>> View(ProblemId id)
    {
        if (id.Key() is not { } key) return new NotFound("problem");
        var row = await database.Read(
            connection => connection.QueryFirstOrDefaultAsync<Row>(OneSql, new { key }));
        return row is null ? new NotFound("problem") : new Outcome<ProblemView>.Done(Show(row));
    }

    public async Task<Outcome<ProblemView>> Resolve(ProblemId id, string? note, string who)
    {
        if (id.Key() is not { } key) return new NotFound("problem");
        if (note?.Length > NoteMost)
            return new InvalidValue($"A note has at most {NoteMost} characters.") { Param = "/note" };
        var now = clock.Now().ToUnixTimeMilliseconds();
        await database.Change(connection => connection.ExecuteAsync(ResolveSql, new { key, now, who, note }));
        return await View(id);
    }

    public async Task<ProblemCounts> Count()
    {
        var counts = await database.Read(connection => connection.QuerySingleAsync<Counts>(CountSql));
        return new(counts.Unresolved, counts.Total);
    }

    private static Keyset Query(ProblemFilter filter)
    {
        var query = new Keyset(filter);
        if (filter.Resolved is false) query.Where("resolved_at is null");
        if (filter.Resolved is true) query.Where("resolved_at is not null");
        if (filter.Owner is { } owner) query.Where("order_id = @owner", "owner", owner);
        return query;
    }

    private static ProblemView Show(Row row) => new(
        ProblemId.About(row.Id),
        row.Id,
        row.Details,
        row.Owner,
        row.Action,
        DateTimeOffset.FromUnixTimeMilliseconds(row.At),
        row.Reopened,
        row.ResolvedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        row.ResolvedBy,
        row.Note);

    private sealed class Counts
    {
        public long Unresolved { get; init; }

        public long Total { get; init; }
    }

    private sealed class Row : KeysetRow
    {
        public string Details { get; init; } = "";

        public string? Owner { get; init; }

        public string? Action { get; init; }

        public long At { get; init; }

        public int Reopened { get; init; }

        public long? ResolvedAt { get; init; }

        public string? ResolvedBy { get; init; }

        public string? Note { get; init; }
    }
}
