using System.Data.Common;
using System.Text.Json;
using Commerce.Grains.Kernel;
using Dapper;

namespace Commerce.Silo.Storage.Rebuilding;

/// <summary>Makes the read tables anew out of the stored states, in one transaction: all of it, or nothing. What no
/// state tells stays as it is: history, outbox, answers, problems, due, and the promises in
/// <c>stock_holds</c>.</summary>
internal sealed class Rebuild(IDatabase database, ShopSettings settings)
{
    private const int AtOnce = 500;

    // Whoever else writes waits until it is done; whoever reads sees the rows as they were. Plans are made while tables
    // are empty, and nothing makes them anew within the transaction.
    private const string LockPostgres = """
        set local enable_seqscan = off; set local plan_cache_mode = force_generic_plan;
        lock table orleansstorage in share mode
        """;

    private const string Empty = """
        delete from products; delete from product_variants; delete from product_categories; delete from stock;
        delete from carts; delete from orders; delete from order_items; delete from payments; delete from shipments;
        delete from refunds; delete from access_keys; delete from user_classes; delete from customers;
        delete from customer_words; delete from customer_classes; delete from certificates;
        delete from certificate_uses; delete from certificate_returns; delete from order_words;
        delete from mail_templates;
        """;

    private const string States = """
        select grainidhash as KeyHash, graintypehash as TypeHash, graintypestring as Entity,
            grainidextensionstring as Id, payloadbinary as Payload
        from orleansstorage
        where (grainidhash, graintypehash, grainidn0, grainidn1, graintypestring, grainidextensionstring)
            > (@KeyHash, @TypeHash, 0, 0, @Entity, @Id)
        order by grainidhash, graintypehash, grainidn0, grainidn1, graintypestring, grainidextensionstring
        limit @Most
        """;

    // What the triggers call for every write.
    private const string ProjectPostgres = """
        select project_rows(
            array(select d from jsonb_array_elements(@docs::jsonb) d),
            array(select distinct k from jsonb_array_elements(@docs::jsonb) d, jsonb_object_keys(d -> 'rows') k))
        """;

    private const string ProjectSqlite = """
        insert into row_sets (id, name, doc)
        select d.value ->> '$.id', r.key, r.value from json_each(@docs) d, json_each(d.value, '$.rows') r
        """;

    private const string Count = """
        select 'products' as Name, count(*) as Rows from products
        union all select 'product_variants', count(*) from product_variants
        union all select 'product_categories', count(*) from product_categories
        union all select 'stock', count(*) from stock
        union all select 'carts', count(*) from carts
        union all select 'orders', count(*) from orders
        union all select 'order_items', count(*) from order_items
        union all select 'payments', count(*) from payments
        union all select 'shipments', count(*) from shipments
        union all select 'refunds', count(*) from refunds
        union all select 'access_keys', count(*) from access_keys
        union all select 'user_classes', count(*) from user_classes
        union all select 'customers', count(*) from customers
        union all select 'customer_words', count(*) from customer_words
        union all select 'customer_classes', count(*) from customer_classes
        union all select 'certificates', count(*) from certificates
        union all select 'certificate_uses', count(*) from certificate_uses
        union all select 'certificate_returns', count(*) from certificate_returns
        union all select 'order_words', count(*) from order_words
        union all select 'mail_templates', count(*) from mail_templates
        """;

    private const string IsStale = "select exists (select 1 from meta where name = 'rows' and value = 'stale')";

    private const string NoteFresh = "delete from meta where name = 'rows'";

    private readonly StoredRows rows = new(settings);

    /// <summary>Whether a migration left rows that states would make otherwise now.</summary>
    public Task<bool> IsWanted(CancellationToken stop = default) =>
        database.Read(connection => connection.ExecuteScalarAsync<bool>(IsStale), stop);

    /// <summary>Rebuilds, and counts.</summary>
    public Task<RebuildReport> Run(CancellationToken stop = default) => database.Change(Run, stop);

    private async Task<RebuildReport> Run(DbConnection connection)
    {
        if (database.IsPostgres) await connection.ExecuteAsync(LockPostgres, commandTimeout: 0);
        await connection.ExecuteAsync(Empty, commandTimeout: 0);
        var entities = 0L;
        var last = new Place { KeyHash = int.MinValue, TypeHash = int.MinValue, Most = AtOnce };
        while (true)
        {
            var found = (await connection.QueryAsync<State>(States, last, commandTimeout: 0)).AsList();
            if (found.Count == 0) break;
            entities += found.Count(state => state.Payload is not null);
            await Project(connection, found);
            var end = found[^1];
            last = last with { KeyHash = end.KeyHash, TypeHash = end.TypeHash, Entity = end.Entity, Id = end.Id };
        }

        await connection.ExecuteAsync(NoteFresh);
        var tables = await connection.QueryAsync<TableCount>(Count, commandTimeout: 0);
        return new(entities, [.. tables]);
    }

    private async Task Project(DbConnection connection, IEnumerable<State> states)
    {
        var docs = states.Where(state => state.Payload is not null)
            .Select(state => new Doc(state.Id, rows.Of(state.Entity, state.Id, state.Payload!)))
            .Where(doc => !doc.Rows.Tables.IsEmpty);
        var text = JsonSerializer.Serialize(docs, KernelJson.Options);
        await connection.ExecuteAsync(
            database.IsPostgres ? ProjectPostgres : ProjectSqlite, new { docs = text }, commandTimeout: 0);
    }

    private sealed record Doc(string Id, RowSet Rows);

    private sealed record Place
    {
        public int KeyHash { get; init; }

        public int TypeHash { get; init; }

        public string Entity { get; init; } = "";

        public string Id { get; init; } = "";

        public int Most { get; init; }
    }

    private sealed class State
    {
        public int KeyHash { get; init; }

        public int TypeHash { get; init; }

        public string Entity { get; init; } = "";

        public string Id { get; init; } = "";

        public byte[]? Payload { get; init; }
    }
}

/// <summary>What a rebuild came to.</summary>
/// <param name="Entities">Entities whose state was read.</param>
/// <param name="Tables">The read tables as they are now.</param>
internal sealed record RebuildReport(long Entities, ImmutableArray<TableCount> Tables);

/// <summary>The rows of a table.</summary>
internal sealed record TableCount
{
    public string Name { get; init; } = "";

    public long Rows { get; init; }
}
