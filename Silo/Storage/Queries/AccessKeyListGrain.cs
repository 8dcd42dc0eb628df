using Commerce.Grains.Access;
using Commerce.Grains.Kernel;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Lists keys.</summary>
[StatelessWorker, Reentrant, GrainType("access-key-list")]
internal sealed class AccessKeyListGrain(IDatabase database) : Grain, IAccessKeyListGrain
{
    private const string Columns = """
        key_id as KeyId, kind as Kind, roles as Roles, label as Label, created_at as CreatedAt, revoked_at as RevokedAt
        from access_keys
        """;

    private static readonly KeysetList<Row, AccessKeyView> Keys = new("keys", Columns,
    [
        new("-created", "created_at", Descending: true, IsNumber: true),
        new("created", "created_at", Descending: false, IsNumber: true),
    ], Show);

    public Task<Outcome<Page<AccessKeyView>>> List(PageRequest page) => Keys.Read(database, new(""), page);

    private static AccessKeyView Show(Row row) => new(
        AccessKeyId.Of(row.KeyId),
        Enum.Parse<AccessKind>(row.Kind, ignoreCase: true),
        Enum.Parse<AccessRoles>(row.Roles, ignoreCase: true),
        row.Label,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        row.RevokedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);

    private sealed class Row : KeysetRow
    {
        public string KeyId { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Roles { get; init; } = "";

        public string Label { get; init; } = "";

        public long CreatedAt { get; init; }

        public long? RevokedAt { get; init; }
    }
}
