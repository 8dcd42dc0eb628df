using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing.Charges;
using Commerce.Grains.Pricing.UserClasses;
using Orleans.Concurrency;

namespace Commerce.Grains.Pricing;

[StatelessWorker, Reentrant, GrainType("pricing")]
internal sealed class PricingGrain(EntityTools tools) : Grain, IPricingGrain
{
    public async Task<ImmutableArray<PriceChoice>> Choose(ImmutableArray<PriceQuestion> questions, BuyerTerms buyer)
    {
        var wanted = PriceRules.ClassesOf(buyer, tools.Settings.UserClassApproval)
            .Where(id => questions.Any(question => question.Item.PricesOf().ClassPrices.Any(one => one.Class == id)));
        var classes = await Together.All(wanted.Select(NameOf));
        var ask = new PriceAsk(
            [.. classes.OfType<NamedClass>()], tools.Settings.ShowUserClasses, OfferCode: null, tools.Clock.Now());
        return [.. questions.Select(question => Choose(question, ask with { OfferCode = question.OfferCode }))];
    }

    public async Task<ChargeRules> Charges()
    {
        var shipping = GrainFactory.GetGrain<IShippingRulesGrain>(IShippingRulesGrain.Only).View();
        var taxes = GrainFactory.GetGrain<ITaxRulesGrain>(ITaxRulesGrain.Only).View();
        return new(
            await shipping is Outcome<ShippingCosts>.Done(var costs, _) ? costs : ShippingCosts.Included,
            await taxes is Outcome<TaxRuleList>.Done(var list, _) ? list.Rules : []);
    }

    // A class that was removed has no price any more (UCL-02).
    private async Task<NamedClass?> NameOf(ClassId id) =>
        await GrainFactory.GetGrain<IUserClassGrain>(id.Value).View() is Outcome<UserClassView>.Done(var known, _)
            ? new(id, known.Name)
            : null;

    private static PriceChoice Choose(PriceQuestion question, PriceAsk ask) => PriceRules.Lowest(
        question.Item.Price!.Value, question.Item.Sku, question.Item.PricesOf(), ask);
}
