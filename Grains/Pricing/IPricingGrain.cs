using Commerce.Grains.Products;

namespace Commerce.Grains.Pricing;

/// <summary>The price desk: a stateless worker that asks whoever keeps a rule what it says now.</summary>
[Alias("pricing")]
public interface IPricingGrain : IGrainWithStringKey
{
    /// <summary>The price of each variant for a buyer, in the order asked (PRC-01); all have a regular price.</summary>
    /// <param name="questions">The variants, each with the code held for its product.</param>
    /// <param name="buyer">Who buys.</param>
    [Alias("choose")]
    Task<ImmutableArray<PriceChoice>> Choose(ImmutableArray<PriceQuestion> questions, BuyerTerms buyer);

    /// <summary>What the shop asks for shipping and tax at this moment.</summary>
    [Alias("charges")]
    Task<ChargeRules> Charges();
}

/// <summary>What does one unit cost?</summary>
/// <param name="Item">The variant as the catalogue has it.</param>
/// <param name="OfferCode">The code that the buyer holds for its product (PRC-08).</param>
[GenerateSerializer, Immutable, Alias("price-question")]
public sealed record PriceQuestion(CatalogueItem Item, string? OfferCode);

/// <summary>Rules of shipping and tax.</summary>
/// <param name="Shipping">What shipping costs.</param>
/// <param name="Taxes">What tax is taken, by region.</param>
[GenerateSerializer, Immutable, Alias("charge-rules")]
public sealed record ChargeRules(ShippingCosts Shipping, ImmutableArray<TaxRule> Taxes);
