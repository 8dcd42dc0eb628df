using Commerce.Grains.Orders;
using Dapper;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Reads who uses a payment method.</summary>
[StatelessWorker, Reentrant, GrainType("method-list")]
internal sealed class MethodListGrain(IDatabase database) : Grain, IMethodListGrain
{
    private const string NeededSql = """
        select exists (
            select 1 from payments p join orders o on o.entity_id = p.entity_id
            where p.method = @method and p.entity_id <> @order
                and o.status not in ('fulfilled', 'returned', 'void', 'expired'))
        """;

    public Task<bool> IsNeededElsewhere(string method, OrderId order) => IsNeeded(method, order.Value);

    public Task<bool> IsNeeded(string method) => IsNeeded(method, "");

    private Task<bool> IsNeeded(string method, string order) => database.Read(connection =>
        connection.ExecuteScalarAsync<bool>(NeededSql, new { method, order }));
}
