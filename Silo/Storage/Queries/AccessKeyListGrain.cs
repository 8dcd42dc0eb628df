using System.Globalization;
using Commerce.Grains.Access;
using Commerce.Grains.Kernel;
using Dapper;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Lists keys.</summary>
[StatelessWorker, Reentrant, GrainType("access-key-list")]
internal sealed class AccessKeyListGrain(IDatabase database) : Grain, IAccessKeyListGrain
{
    private const string Select = """
        select entity_id as Id, key_id as KeyId, kind as Kind, roles as Roles, label as Label,
            created_at as CreatedAt, revoked_at as RevokedAt
        from access_keys
        """;

    private static readonly ImmutableArray<Sort> Sorts =
    [
        new("-created", "created_at", Descending: true, IsNumber: true),
        new("created", "created_at", Descending: false, IsNumber: true),
    ];

    public async Task<Outcome<Page<AccessKeyView>>> List(PageRequest page)
    {
        if (Sorts.FirstOrDefault(one => one.Name == (page.Sort ?? "-created")) is not { } sort)
            return new SortUnknown([.. Sorts.Select(one => one.Name)]);
        var query = new Keyset();
        if (page.Cursor is { } cursor
            && !(Cursor.TryRead(cursor, ListName(sort), ListName(sort), out var place) && query.After(sort, place)))
            return new CursorInvalid();
        var limit = Pages.LimitOf(page);
        var sql = query.Sql(Select, sort, limit);
        var rows = await database.Read(
            async connection => (await connection.QueryAsync<Row>(sql, query.Values)).AsList());
        return Pages.Cut(rows, limit, Show, row => Cursor.After(
            ListName(sort), ListName(sort), row.CreatedAt.ToString(CultureInfo.InvariantCulture), row.Id));
    }

    private static string ListName(Sort sort) => "keys " + sort.Name;

    private static AccessKeyView Show(Row row) => new(
        AccessKeyId.Of(row.KeyId),
        Enum.Parse<AccessKind>(row.Kind, ignoreCase: true),
        Enum.Parse<AccessRoles>(row.Roles, ignoreCase: true),
        row.Label,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        row.RevokedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string KeyId { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Roles { get; init; } = "";

        public string Label { get; init; } = "";

        public long CreatedAt { get; init; }

        public long? RevokedAt { get; init; }
    }
}
