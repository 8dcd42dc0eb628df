using Commerce.Grains.Products;
using Dapper;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Reads <c>order_items</c>.</summary>
internal sealed class OrderItemTable(IDatabase database) : IOrderItemTable
{
    private const string MentionsSql = "select exists (select 1 from order_items where product_id = @product)";

    public Task<bool> Mentions(ProductId product) =>
        database.Read(connection => connection.ExecuteScalarAsync<bool>(MentionsSql, new { product = product.Value }));
}
