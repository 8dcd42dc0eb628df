using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;

namespace Commerce.Grains.Checkout;

/// <summary>Prices what is in a cart by the rules of this moment.</summary>
internal sealed class PriceDesk(
    CatalogueReader catalogue, PriceBook book, IGrainFactory grains, EntityTools tools)
{
    private string Currency => tools.Settings.Currency;

    /// <summary>What prices and tax need to know of whose cart it is.</summary>
    public async Task<BuyerTerms> TermsOf(CustomerId? customer) =>
        customer is { } known ? await grains.GetGrain<ICustomerGrain>(known.Value).Terms() : BuyerTerms.Guest;

    /// <summary>Lines with the variants and prices of now, or which of them cannot be ordered any more.</summary>
    public async Task<(ImmutableArray<QuoteLine> Lines, Refusal? Missing)> Price(
        ImmutableArray<QuoteLine> lines, ImmutableArray<OfferCode> offers, BuyerTerms buyer)
    {
        var now = tools.Clock.Now();
        var found = await Find(lines.Select(line => line.Item.Sku));
        var gone = lines.FirstOrDefault(line => !found.TryGetValue(line.Item.Sku, out var item)
            || !item.IsOrderable(now, tools.Settings.AllowPreOrders));
        if (gone is not null) return ([], new NotOrderable(gone.Item.Sku));

        ImmutableArray<CatalogueItem> items = [.. lines.Select(line => found[line.Item.Sku])];
        var prices = await book.Choose(items, offers, buyer);
        return ([.. lines.Select((line, place) =>
            new QuoteLine(items[place], line.Quantity, prices[place]))], null);
    }

    /// <summary>The variant of a SKU, and its price where it has one.</summary>
    public async Task<(CatalogueItem Item, PriceChoice? Price)?> Price(
        Sku sku, ImmutableArray<OfferCode> offers, BuyerTerms buyer)
    {
        if (!(await Find([sku])).TryGetValue(sku, out var item)) return null;
        return (item, item.Price is null ? null : (await book.Choose([item], offers, buyer))[0]);
    }

    /// <summary>What lines cost that go to a place in a way.</summary>
    public async Task<Quote> Quote(
        ImmutableArray<QuoteLine> lines, Delivery delivery, BuyerTerms buyer, CustomerId? customer)
    {
        var rules = await book.Charges();
        var shop = tools.Settings.Country is { } country ? new TaxPlace(country, tools.Settings.Region) : null;
        var tax = TaxRules.Of(rules.Taxes, TaxRules.Destination(delivery, shop), buyer.TaxExempt);
        var quote = Quotes.Of(lines, new(Currency, delivery.Method, rules.Shipping, tax));
        return customer is { } owner
            ? CertificatePlan.Paying(quote, CertificatePlan.Of(quote.Totals.Due, await WalletOf(owner)))
            : quote;
    }

    // Only a customer has certificates (GC-09).
    private async Task<IEnumerable<CertificateShare>> WalletOf(CustomerId customer)
    {
        var now = tools.Clock.Now();
        var wallet = await grains.GetGrain<ICertificateDeskGrain>("desk").Wallet(customer);
        return wallet.Select(one => new CertificateShare(one.Id.Value, one.ExpiresAt, one.UsableAt(now))
        {
            Number = one.Number,
        });
    }

    /// <summary>The cart with what shipping would cost by each method offered (CART-06); before a method is chosen this
    /// is all that can be said.</summary>
    public async Task<CartView> Estimate(CartView cart)
    {
        var found = await Find(cart.Lines.Select(line => line.Sku));
        ImmutableArray<QuoteLine> lines =
        [
            .. cart.Lines.Where(line => found.ContainsKey(line.Sku))
                .Select(line => new QuoteLine(found[line.Sku], line.Quantity)),
        ];
        if (lines.All(line => line.Item.SoftGood)) return cart;
        var costs = (await book.Charges()).Shipping;
        return cart with
        {
            Estimates = [.. Offered().Select(method => new ShippingEstimate(
                method, Quotes.ShippingOf(lines, new(Currency, method, costs, null))))],
        };
    }

    private IEnumerable<string> Offered()
    {
        yield return ShippingMethods.Standard;
        if (tools.Settings.ExpressShipping) yield return ShippingMethods.Express;
        if (tools.Settings.Pickup) yield return ShippingMethods.Pickup;
    }

    private async Task<Dictionary<Sku, CatalogueItem>> Find(IEnumerable<Sku> skus) =>
        (await catalogue.Find([.. skus])).ToDictionary(item => item.Sku);
}
