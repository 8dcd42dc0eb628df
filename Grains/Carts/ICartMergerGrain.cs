using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using Orleans.Concurrency;

namespace Commerce.Grains.Carts;

/// <summary>Looks at two carts that become one: a stateless worker.</summary>
[Alias("cart-merger")]
public interface ICartMergerGrain : IGrainWithStringKey
{
    /// <summary>The command by which a customer's cart takes what a guest's cart gave. The codes of its offers follow
    /// (PRC-09): where both carts keep one for a product, the one that gives the lower price now.</summary>
    /// <param name="into">The customer's cart.</param>
    /// <param name="given">What the guest's cart gave.</param>
    [Alias("taking")]
    Task<CartCommand.TakeLines> Taking(CartId into, CartCommand.TakeLines given);
}

[StatelessWorker, Reentrant, GrainType("cart-merger")]
internal sealed class CartMergerGrain(CatalogueReader catalogue, PriceBook book) : Grain, ICartMergerGrain
{
    public async Task<CartCommand.TakeLines> Taking(CartId into, CartCommand.TakeLines given)
    {
        // Without a code, lines keep the price that was stored with them until they are quoted next (PRC-11).
        if (given.Offers.IsEmpty) return given;

        var basis = await GrainFactory.GetGrain<ICartGrain>(into.Value).Basis();
        var buyer = await GrainFactory.GetGrain<ICustomerGrain>(given.Customer.Value).Terms();
        var items = (await catalogue.Find(SkusOf(given.Lines, basis.Lines)))
            .Where(item => item.Price is not null).ToList();
        var better = ImmutableArray.CreateBuilder<OfferCode>();
        foreach (var offer in given.Offers)
        {
            var held = basis.Offers.FirstOrDefault(one => one.Product == offer.Product);
            if (held is null || await IsLower(offer, held, items, buyer)) better.Add(offer);
        }

        var kept = CartMachine.Kept(basis.Offers, better.ToImmutable());
        return given with { Lines = await Priced(given.Lines, kept, items, buyer), Offers = better.ToImmutable() };
    }

    private async Task<bool> IsLower(OfferCode offer, OfferCode held, List<CatalogueItem> items, BuyerTerms buyer)
    {
        var wanted = items.Where(item => item.Product == offer.Product).ToList();
        return await SumOf(wanted, offer, buyer) < await SumOf(wanted, held, buyer);
    }

    private async Task<long> SumOf(IEnumerable<CatalogueItem> items, OfferCode offer, BuyerTerms buyer) =>
        (await book.Choose(items, [offer], buyer)).Sum(price => price.Amount.Amount);

    private async Task<ImmutableArray<QuoteLine>> Priced(
        ImmutableArray<QuoteLine> lines, ImmutableArray<OfferCode> offers, List<CatalogueItem> items,
        BuyerTerms buyer)
    {
        var prices = items.Zip(await book.Choose(items, offers, buyer))
            .ToDictionary(pair => pair.First.Sku, pair => pair.Second);
        return [.. lines.Select(line => line with { Price = prices.GetValueOrDefault(line.Item.Sku) ?? line.Price })];
    }

    private static ImmutableArray<Sku> SkusOf(params ImmutableArray<QuoteLine>[] carts) =>
        [.. carts.SelectMany(lines => lines).Select(line => line.Item.Sku).Distinct().Take(CartLimits.LinesMost)];
}
