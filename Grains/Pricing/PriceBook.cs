using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing.Charges;
using Commerce.Grains.Pricing.UserClasses;
using Commerce.Grains.Products;

namespace Commerce.Grains.Pricing;

/// <summary>Prices and charges by the rules of this moment, read where they are wanted: only who keeps a rule is
/// called.</summary>
internal sealed class PriceBook(IGrainFactory grains, EntityTools tools)
{
    /// <inheritdoc cref="IPricingGrain.Choose"/>
    public async Task<ImmutableArray<PriceChoice>> Choose(ImmutableArray<PriceQuestion> questions, BuyerTerms buyer)
    {
        var wanted = PriceRules.ClassesOf(buyer, tools.Settings.UserClassApproval)
            .Where(id => questions.Any(question => question.Item.PricesOf().ClassPrices.Any(one => one.Class == id)));
        var classes = await Together.All(wanted.Select(NameOf));
        var ask = new PriceAsk(
            [.. classes.OfType<NamedClass>()], tools.Settings.ShowUserClasses, OfferCode: null, tools.Clock.Now());
        return [.. questions.Select(question => Choose(question, ask with { OfferCode = question.OfferCode }))];
    }

    /// <summary>The same for variants and all codes that the buyer holds.</summary>
    public Task<ImmutableArray<PriceChoice>> Choose(
        IEnumerable<CatalogueItem> items, ImmutableArray<OfferCode> offers, BuyerTerms buyer) => Choose(
            [.. items.Select(item => new PriceQuestion(
                item, offers.FirstOrDefault(offer => offer.Product == item.Product)?.Code))],
            buyer);

    /// <inheritdoc cref="IPricingGrain.Charges"/>
    public async Task<ChargeRules> Charges()
    {
        var shipping = grains.GetGrain<IShippingRulesGrain>(IShippingRulesGrain.Only).View();
        var taxes = grains.GetGrain<ITaxRulesGrain>(ITaxRulesGrain.Only).View();
        return new(
            await shipping is Outcome<ShippingCosts>.Done(var costs, _) ? costs : ShippingCosts.Included,
            await taxes is Outcome<TaxRuleList>.Done(var list, _) ? list.Rules : []);
    }

    // A class that was removed has no price any more (UCL-02).
    private async Task<NamedClass?> NameOf(ClassId id) =>
        await grains.GetGrain<IUserClassGrain>(id.Value).View() is Outcome<UserClassView>.Done(var known, _)
            ? new(id, known.Name)
            : null;

    private static PriceChoice Choose(PriceQuestion question, PriceAsk ask) => PriceRules.Lowest(
        question.Item.Price!.Value, question.Item.Sku, question.Item.PricesOf(), ask);
}
