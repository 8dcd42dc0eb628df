using System.Text.Json;
using Commerce.Grains.Access;
using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Commerce.Grains.Orders;
using Commerce.Grains.Pricing.UserClasses;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;

namespace Commerce.Silo.Storage.Rebuilding;

/// <summary>What the stored states of entities say in the read tables: the same pure functions as at every
/// write.</summary>
internal sealed class StoredRows
{
    private readonly ImmutableDictionary<string, Func<string, byte[], RowSet>> rows;

    public StoredRows(ShopSettings settings) => rows =
        ImmutableDictionary<string, Func<string, byte[], RowSet>>.Empty
            .Add("product", (id, payload) => Of(ProductBlueprint.Of(settings), id, payload))
            .Add("stock", (id, payload) => Of(StockBlueprint.Of(settings), id, payload))
            .Add("cart", (id, payload) => Of(CartBlueprint.Of(CartId.Of(id), settings), id, payload))
            .Add("order", (id, payload) => Of(OrderBlueprint.Of(OrderId.Of(id), settings), id, payload))
            .Add("customer", (id, payload) => Of(CustomerBlueprint.Of(settings), id, payload))
            .Add("certificate", (id, payload) =>
                Of(CertificateBlueprint.Of(CertificateId.Of(id), settings), id, payload))
            .Add("mail-template", (id, payload) => Of(MailTemplateBlueprint.Of(MailTemplateId.Of(id)), id, payload))
            .Add("user-class", (id, payload) => Of(UserClassGrain.Plan, id, payload))
            .Add("access-key", (id, payload) => Of(AccessKeyGrain.Plan, id, payload));

    /// <summary>The rows of an entity; none of one that no list shows.</summary>
    /// <exception cref="InvalidOperationException">It is stored in a form that this program does not read.</exception>
    public RowSet Of(string entity, string id, byte[] payload)
    {
        if (!rows.TryGetValue(entity, out var read)) return RowSet.None;
        try
        {
            return read(id, payload);
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            throw new InvalidOperationException(
                $"{entity} {id} is stored in a form that this program does not read. Nothing was changed.");
        }
    }

    private static RowSet Of<TState, TCommand, TEvent, TView>(
        Blueprint<TState, TCommand, TEvent, TView> blueprint, string id, byte[] payload) where TState : class =>
        JsonSerializer.Deserialize<Stored<TState, TEvent>>(payload, KernelJson.Options)?.State is { } state
            ? blueprint.Rows(id, state)
            : RowSet.None;
}
