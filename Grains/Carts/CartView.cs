using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;

namespace Commerce.Grains.Carts;

/// <summary>A cart as its shopper sees it (CART-06). Prices are those stored when a line was added or last
/// priced.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status"><c>open</c>, <c>frozen</c>, <c>closed</c>, <c>expired</c> or <c>merged</c>.</param>
/// <param name="Lines">What is in it.</param>
/// <param name="Delivery">Where it goes, once said.</param>
/// <param name="Totals">What it comes to; shipping and tax are known once the delivery is.</param>
/// <param name="OrderId">The order it became or is becoming.</param>
/// <param name="ExpiresAt">When it lapses (CART-12); null before its first line.</param>
/// <param name="Estimates">What shipping would cost by each method offered, while it is asked for (CART-06).</param>
[GenerateSerializer, Immutable, Alias("cart-view")]
public sealed record CartView(
    CartId Id,
    string Status,
    ImmutableArray<CartLineView> Lines,
    Delivery? Delivery,
    Totals Totals,
    OrderId? OrderId,
    DateTimeOffset? ExpiresAt,
    ImmutableArray<ShippingEstimate>? Estimates = null);

/// <summary>What shipping would cost.</summary>
/// <param name="Method"><c>standard</c>, <c>express</c> or <c>pickup</c>.</param>
/// <param name="Shipping">The order's own charge included; without tax.</param>
[GenerateSerializer, Immutable, Alias("shipping-estimate")]
public sealed record ShippingEstimate(string Method, Money Shipping);

/// <summary>One line: any number of one variant.</summary>
/// <param name="Id">Its id within the cart.</param>
/// <param name="Sku">The variant.</param>
/// <param name="Product">Its product.</param>
/// <param name="Name">The product's name.</param>
/// <param name="Options">The variant's options: <c>Blue / Small</c>.</param>
/// <param name="Quantity">1 to 999 (CART-04).</param>
/// <param name="UnitPrice">Price of one.</param>
/// <param name="PriceName">Why this price: <c>Our Price</c> (PRC-02).</param>
/// <param name="Total">Price of all.</param>
[GenerateSerializer, Immutable, Alias("cart-line-view")]
public sealed record CartLineView(
    string Id,
    Sku Sku,
    ProductId Product,
    string Name,
    string Options,
    int Quantity,
    Money UnitPrice,
    string PriceName,
    Money Total);
