using Commerce.Grains.Products;

namespace Commerce.Grains.Orders;

/// <summary>Who is to hear that a product was ordered (EML-07): looked up when the order is confirmed, and kept with
/// it.</summary>
/// <param name="Product">Which product.</param>
/// <param name="Name">What it was called then.</param>
/// <param name="To">The addresses of the product's notes, with commas between.</param>
[GenerateSerializer, Immutable, Alias("purchase-notice")]
public sealed record PurchaseNotice(ProductId Product, string Name, string To);
