using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;

namespace Commerce.Grains.Checkout;

/// <summary>Walks an addition to a placed order through its steps: prices it, holds it, and has the order take it over
/// (ORD-19). It owns nothing and may die anywhere: what is held is the order's, or is released on its word.</summary>
[Alias("addition")]
public interface IAdditionGrain : IGrainWithStringKey
{
    /// <summary>Adds units of a product to an order; the answer is the order with them.</summary>
    /// <remarks>Refusals: those of <see cref="IOrderStaffGrain.AddItems"/>, <see cref="Carts.NotOrderable"/>,
    /// <see cref="Stock.OutOfStock"/>, <see cref="VersionStale"/>.</remarks>
    /// <param name="wanted">What.</param>
    /// <param name="call">Who asks.</param>
    [Alias("add")]
    Task<Outcome<OrderView>> Add(Addition wanted, Call call);
}

/// <summary>What staff add to an order.</summary>
/// <param name="Id">Names it, and whom its units are held for; a repeat changes nothing.</param>
/// <param name="Sku">The variant.</param>
/// <param name="Quantity">1 to 999.</param>
/// <param name="UnitPrice">What one unit costs (PRC-12); null: the lowest price of the customer, without any offer
/// code.</param>
[GenerateSerializer, Immutable, Alias("addition-wanted")]
public sealed record Addition(AttemptId Id, Sku Sku, int Quantity, Money? UnitPrice);
