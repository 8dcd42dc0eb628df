using Commerce.Silo.Gateways.Simulated;
using Commerce.Silo.Storage;
using Dapper;

namespace Commerce.Api.Tests.Killing;

/// <summary>The moments to strike at, as seen from outside: in the database, the gateway's ledger and the mail
/// folder.</summary>
internal sealed class Moments(IDatabase database, LedgerReader ledger, string mails)
{
    private const string FrozenWithoutOrder = """
        select count(*) from carts c where c.status = 'frozen'
        and not exists (select 1 from orders o where o.entity_id = c.order_id and o.status <> 'in_basket')
        """;

    private const string HeldWithoutOrder = """
        select count(*) from carts c where c.status = 'frozen' and exists (select 1 from stock s where s.held > 0)
        and not exists (select 1 from orders o where o.entity_id = c.order_id)
        """;

    private const string Confirmed = "select entity_id from orders where status = 'confirmed'";

    private const string PaidAndCartFrozen = """
        select count(*) from orders o join carts c on c.order_id = o.entity_id
        where o.authorized_at is not null and c.status = 'frozen'
        """;

    private const string NotAllAnswered = """
        select count(*) from orders o join carts c on c.order_id = o.entity_id
        where o.authorized_at is not null and exists (select 1 from due d where d.entity = 'order' and d.id = o.entity_id)
        and (c.status = 'closed' or exists (select 1 from stock_holds h where h.attempt like o.entity_id || '/%'))
        """;

    private const string Unsent = "select id || '.' || version || '.' || n from outbox where sent_at is null";

    /// <summary>All of them by name.</summary>
    public IReadOnlyDictionary<string, Func<Task<bool>>> All => new Dictionary<string, Func<Task<bool>>>
    {
        ["after W1"] = () => Any(FrozenWithoutOrder),
        ["between holds"] = () => Any(HeldWithoutOrder),
        ["after W2"] = async () => (await Orders()).Any(order => !Asked().Contains(order)),
        ["after the gateway's answer"] = async () => (await Orders()).Any(order => Asked().Contains(order)),
        ["after W3"] = () => Any(PaidAndCartFrozen),
        ["between errands"] = () => Any(NotAllAnswered),
        ["mail written, not marked"] = async () =>
            (await Rows(Unsent)).Any(id => File.Exists(Path.Combine(mails, id + ".eml"))),
    };

    private async Task<bool> Any(string sql) =>
        await database.Read(connection => connection.ExecuteScalarAsync<long>(sql)) > 0;

    private Task<IEnumerable<string>> Rows(string sql) =>
        database.Read(connection => connection.QueryAsync<string>(sql));

    private Task<IEnumerable<string>> Orders() => Rows(Confirmed);

    private HashSet<string> Asked() =>
        [.. ledger.Payments().Select(payment => payment.Attempt[..payment.Attempt.LastIndexOf('/')])];
}
