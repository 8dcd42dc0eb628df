using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Pricing.UserClasses;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Lists user classes.</summary>
[StatelessWorker, Reentrant, GrainType("user-class-list")]
internal sealed class UserClassListGrain(IDatabase database) : Grain, IUserClassListGrain
{
    private const string Columns = """
        name as Name, created_at as CreatedAt, changed_at as ChangedAt
        from user_classes
        """;

    private static readonly KeysetList<Row, UserClassView> Classes = new("user-classes", Columns,
    [
        new("name", "name_key", Descending: false, IsNumber: false),
        new("-created", "created_at", Descending: true, IsNumber: true),
    ], Show);

    public Task<Outcome<Page<UserClassView>>> List(PageRequest page) => Classes.Read(database, new(""), page);

    private static UserClassView Show(Row row) => new(
        ClassId.Of(row.Id),
        row.Name,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt));

    private sealed class Row : KeysetRow
    {
        public string Name { get; init; } = "";

        public long CreatedAt { get; init; }

        public long ChangedAt { get; init; }
    }
}
