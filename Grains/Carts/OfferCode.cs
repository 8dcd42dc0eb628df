using Commerce.Grains.Products;

namespace Commerce.Grains.Carts;

/// <summary>The code of an offer that a shopper came with (PRC-08).</summary>
/// <param name="Product">The product it is for.</param>
/// <param name="Code">The code, as it was given; it may be one that no sale has.</param>
[GenerateSerializer, Immutable, Alias("offer-code")]
public sealed record OfferCode(ProductId Product, string Code);
