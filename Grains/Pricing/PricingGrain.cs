using Orleans.Concurrency;

namespace Commerce.Grains.Pricing;

[StatelessWorker, Reentrant, GrainType("pricing")]
internal sealed class PricingGrain(PriceBook book) : Grain, IPricingGrain
{
    public Task<ImmutableArray<PriceChoice>> Choose(ImmutableArray<PriceQuestion> questions, BuyerTerms buyer) =>
        book.Choose(questions, buyer);

    public Task<ChargeRules> Charges() => book.Charges();
}
