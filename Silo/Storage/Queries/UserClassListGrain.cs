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
    private const string Columns = """
        name as Name, created_at as CreatedAt, changed_at as ChangedAt,
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

    private static readonly KeysetList<Row, UserClassEntry> Classes = new("user-classes", Columns,
    [
        new("name", "name_key", Descending: false, IsNumber: false),
        new("-created", "created_at", Descending: true, IsNumber: true),
    ], Show);

    public Task<Outcome<Page<UserClassEntry>>> List(PageRequest page) => Classes.Read(database, new(""), page);

    public async Task<Outcome<long>> Unapproved() => new Outcome<long>.Done(
        await database.Read(connection => connection.ExecuteScalarAsync<long>(UnapprovedSql)));

    private static UserClassEntry Show(Row row) => new(
        new(
            ClassId.Of(row.Id),
            row.Name,
            DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt)),
        row.Members,
        row.Approved);

    private sealed class Row : KeysetRow
    {
        public string Name { get; init; } = "";

        public long CreatedAt { get; init; }

        public long ChangedAt { get; init; }

        public long Members { get; init; }

        public long Approved { get; init; }
    }
}
