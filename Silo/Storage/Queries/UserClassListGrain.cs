using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Pricing.UserClasses;
using Dapper;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Lists user classes.</summary>
[StatelessWorker, Reentrant, GrainType("user-class-list")]
internal sealed class UserClassListGrain(IDatabase database) : Grain, IUserClassListGrain
{
    private const string Select = """
        select entity_id as Id, name as Name, name_key as NameKey, created_at as CreatedAt, changed_at as ChangedAt,
            (select count(*) from customer_classes c where c.class_id = user_classes.entity_id) as Members,
            (select count(*) from customer_classes c
                where c.class_id = user_classes.entity_id and c.status = 'approved') as Approved
        from user_classes
        """;

    // Who was in a class that ended waits for nobody.
    private const string UnapprovedSql = """
        select count(*) from customer_classes c join user_classes u on u.entity_id = c.class_id
        where c.status <> 'approved'
        """;

    private static readonly ImmutableArray<Sort> Sorts =
    [
        new("name", "name_key", Descending: false, IsNumber: false),
        new("-created", "created_at", Descending: true, IsNumber: true),
    ];

    public async Task<Outcome<Page<UserClassEntry>>> List(PageRequest page)
    {
        if (Sorts.FirstOrDefault(one => one.Name == (page.Sort ?? "name")) is not { } sort)
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
            ListName(sort), ListName(sort),
            sort.IsNumber ? row.CreatedAt.ToString(CultureInfo.InvariantCulture) : row.NameKey, row.Id));
    }

    public async Task<Outcome<long>> Unapproved() => new Outcome<long>.Done(
        await database.Read(connection => connection.ExecuteScalarAsync<long>(UnapprovedSql)));

    private static string ListName(Sort sort) => "user-classes " + sort.Name;

    private static UserClassEntry Show(Row row) => new(
        new(
            ClassId.Of(row.Id),
            row.Name,
            DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt)),
        row.Members,
        row.Approved);

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string NameKey { get; init; } = "";

        public long CreatedAt { get; init; }

        public long ChangedAt { get; init; }

        public long Members { get; init; }

        public long Approved { get; init; }
    }
}
