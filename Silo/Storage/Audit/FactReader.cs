using System.Data;
using System.Data.Common;
using System.Text.Json;
using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Dapper;

namespace Commerce.Silo.Storage.Audit;

/// <summary>Looks at the database once: everything in one transaction, so that nothing moves meanwhile.</summary>
internal static class FactReader
{
    private const string States = """
        select grainidextensionstring as Id, payloadbinary as Payload from orleansstorage
        where graintypestring = @entity
        """;

    private const string ErrandsPostgres = """
        select graintypestring || '/' || grainidextensionstring from orleansstorage
        where payloadbinary is not null and convert_from(payloadbinary, 'UTF8')::jsonb -> 'errands' -> 0 is not null
        """;

    private const string ErrandsSqlite = """
        select graintypestring || '/' || grainidextensionstring from orleansstorage
        where payloadbinary is not null and json_extract(cast(payloadbinary as text), '$.errands[0]') is not null
        """;

    private const string MailsStored = """
        select id as OrderId, version as Version, template as Template, count(*) as Count
        from outbox where entity = 'order' and kind = 'mail' group by id, version, template
        """;

    private const string MailingEvents = """
        select h.id as OrderId, h.version as Version, h.type as Type, o.method as Method, h.data as Data
        from history h join orders o on o.entity_id = h.id
        where h.entity = 'order'
            and h.type in (
                'order.payment-authorized', 'order.items-shipped', 'order.payment-refused', 'order.link-made')
        """;

    public static Task<ShopFacts> Read(IDatabase database) =>
        database.Read(connection => Read(connection, database.IsPostgres));

    private static async Task<ShopFacts> Read(DbConnection connection, bool isPostgres)
    {
        await using var look = await connection.BeginTransactionAsync(
            isPostgres ? IsolationLevel.RepeatableRead : IsolationLevel.Serializable);
        ImmutableArray<OrderFacts> orders = [.. Stored<OrderState, OrderEvent>(connection, "order")
            .Select(row => OrderFacts.Of(OrderId.Of(row.Id), row.State)).OfType<OrderFacts>()];
        return new()
        {
            Orders = orders,
            Stocks = [.. Stored<StockState, StockEvent>(connection, "stock").Select(
                row => new StockFacts(row.Id, row.State))],
            Holds = [.. await connection.QueryAsync<HoldFacts>(
                """
                select entity_id as StockKey, attempt as Attempt, remaining as Remaining
                from stock_holds where remaining > 0
                """)],
            Certificates = [.. Stored<CertificateState, CertificateEvent>(connection, "certificate")
                .Select(row => CertificateFacts.Of(CertificateId.Of(row.Id), row.State)).OfType<CertificateFacts>()],
            Due = [.. await connection.QueryAsync<string>("select entity || '/' || id from due")],
            WithErrands = [.. await connection.QueryAsync<string>(isPostgres ? ErrandsPostgres : ErrandsSqlite)],
            FrozenCarts =
                [.. await connection.QueryAsync<string>("select entity_id from carts where status = 'frozen'")],
            MailsStored = [.. await connection.QueryAsync<MailFacts>(MailsStored)],
            MailsWanted = Wanted(await connection.QueryAsync<MailingEvent>(MailingEvents), orders),
        };
    }

    private static IEnumerable<(string Id, TState State)> Stored<TState, TEvent>(DbConnection connection, string entity)
        where TState : class
    {
        foreach (var row in connection.Query<StoredRow>(States, new { entity }, buffered: false))
        {
            if (JsonSerializer.Deserialize<Stored<TState, TEvent>>(row.Payload, KernelJson.Options)?.State is { } state)
                yield return (row.Id, state);
        }
    }

    private static ImmutableArray<MailFacts> Wanted(
        IEnumerable<MailingEvent> events, ImmutableArray<OrderFacts> orders)
    {
        var notices = orders.ToDictionary(order => order.Id.Value, order => order.Notices, StringComparer.Ordinal);
        var wanted = events.SelectMany(one => one.Templates(notices.GetValueOrDefault(one.OrderId))
            .Select(template => (one.OrderId, one.Version, Template: template)));
        return [.. wanted.GroupBy(one => one).Select(group =>
            new MailFacts
        {
            OrderId = group.Key.OrderId,
            Version = group.Key.Version,
            Template = group.Key.Template,
            Count = group.Count(),
        })];
    }

    private sealed record StoredRow
    {
        public required string Id { get; init; }

        public required byte[] Payload { get; init; }
    }

    private sealed record MailingEvent
    {
        public required string OrderId { get; init; }

        public long Version { get; init; }

        public required string Type { get; init; }

        public required string Method { get; init; }

        public required string Data { get; init; }

        // EML-01 to -03, EML-07: which events write to the buyer, and to those who keep a product.
        public IEnumerable<string> Templates(int notices) => Type switch
        {
            "order.payment-authorized" => ["new-order", .. Enumerable.Repeat("product-ordered", notices)],
            "order.items-shipped" => Method is "none" or "pickup" || Says("soft") ? [] : ["order-shipped"],
            "order.link-made" => ["payment-wanted"],
            _ => Says("present") ? [] : ["delayed-credit-denied"],
        };

        private bool Says(string name)
        {
            using var data = JsonDocument.Parse(Data);
            return data.RootElement.TryGetProperty(name, out var said) && said.GetBoolean();
        }
    }
}
