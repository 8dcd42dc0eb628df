using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Simulation.Running;

namespace Commerce.Simulation.World;

/// <summary>Staff who sell a customer more of what an order has, or something else (ORD-19).</summary>
internal sealed class Seller(Town town, Chance chance, Client client)
{
    private const int Wares = 12;

    /// <summary>Adds something, at its price or at one that was agreed on.</summary>
    public Task<Outcome<OrderView>?> Sell(OrderView order)
    {
        var item = chance.Of([.. order.Items]);
        var sku = chance.Percent(50) ? item.Sku : new Sku($"SKU-{chance.Below(Wares):D2}");
        var wanted = new Addition(
            AttemptId.OfAddition(order.Id, town.Ids.Next()),
            sku,
            chance.Between(1, 4),
            chance.Percent(40) ? new(chance.Below(9_999), "USD") : null);
        return client.Do((grains, call) => grains.GetGrain<IAdditionGrain>("addition").Add(wanted, call));
    }
}
