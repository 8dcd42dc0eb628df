using Commerce.Grains.Orders;
using Dapper;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Reads who uses a payment method.</summary>
[StatelessWorker, Reentrant, GrainType("method-list")]
internal sealed class MethodListGrain(IDatabase database) : Grain, IMethodListGrain
{
    public Task<bool> IsNeededElsewhere(string method, OrderId order) =>
        MethodList.IsNeeded(database, method, order.Value);

    public Task<bool> IsNeeded(string method) => MethodList.IsNeeded(database, method, "");
}

/// <summary>Orders that may still charge a method: something is to leave, or left before it was charged.</summary>
internal static class MethodList
{
    /// <summary>For a method and all orders but one.</summary>
    public const string NeededSql = """
        select exists (
            select 1 from payments p join orders o on o.entity_id = p.entity_id
            where p.method = @method and p.entity_id <> @order
                and (o.status not in ('fulfilled', 'returned', 'void', 'expired')
                    or exists (select 1 from shipments s where s.entity_id = p.entity_id and s.owed > 0)))
        """;

    public static Task<bool> IsNeeded(IDatabase database, string method, string order) => database.Read(connection =>
        connection.ExecuteScalarAsync<bool>(NeededSql, new { method, order }));
}
