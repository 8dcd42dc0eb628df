using Commerce.Grains.Kernel;
using static Commerce.Grains.Products.ProductCommand;
using static Commerce.Grains.Products.ProductEvent;
using static Commerce.Grains.Products.ProductState;

namespace Commerce.Grains.Products;

/// <summary>The rules of a product (CAT-01, CAT-02, CAT-08, CAT-12).</summary>
internal static class ProductMachine
{
    public static Decision<ProductEvent> Decide(
        ProductState state, ProductCommand command, DateTimeOffset now, ShopSettings settings) =>
            (state, command) switch
            {
                (Blank, Create(var content, var claims)) => Decide(null, content, claims, now, settings),
                (Listed listed, Create(var content, _)) when listed.Content.SameAs(content) => Already.Done,
                (Listed listed, Change(var content, var claims)) =>
                    Decide(listed.Content, content, claims, now, settings),
                (Listed listed, Reprice(var change)) => Decide(listed, change, now, settings),
                (Listed listed, Remove) => new Removed(now, Touched.Between(listed.Content, null, null)),
                (Gone, Remove) => Already.Done,
                (Blank or Gone, Change or Reprice or Remove) => new NotFound("product"),
                _ => NotAllowed.When(state, command),
            };

    public static ProductState Evolve(ProductState state, ProductEvent happened) => (state, happened) switch
    {
        (Blank, Created e) => new Listed(e.Content, 1, e.At, e.At),
        (Listed s, Changed e) => s with { Content = e.Content, Version = s.Version + 1, ChangedAt = e.At },
        (Listed s, Repriced e) => s with
        {
            Prices = PriceChangeRules.Apply(s.Prices ?? ProductPrices.None, e.Change, e.At),
            Version = s.Version + 1,
            ChangedAt = e.At,
        },
        (Listed s, Removed e) => new Gone(s.Content with { Active = false }, s.Version + 1, s.CreatedAt, e.At),
        _ => throw new ImpossibleHistoryException(state, happened),
    };

    private static Decision<ProductEvent> Decide(
        ProductContent? before, ProductContent content, Claims claims, DateTimeOffset now, ShopSettings settings)
    {
        if (before?.SameAs(content) == true) return Already.Done;
        if (ProductRules.Check(content, settings.Currency) is { } wrong) return wrong;
        var touched = Touched.Between(before, content, claims.Ticket);
        if (!AreClaimed(content, touched, claims, now + settings.HoldMargin)) return new TryAgain("The product");
        return before is null ? new Created(now, content, touched) : new Changed(now, content, touched);
    }

    private static Decision<ProductEvent> Decide(
        Listed listed, PriceChange change, DateTimeOffset now, ShopSettings settings)
    {
        var prices = listed.Prices ?? ProductPrices.None;
        if (change is PriceChange.AddSale(var sale) && prices.Sales.Contains(sale)) return Already.Done;
        if (PriceChangeRules.FaultOf(listed.Content, prices, change, settings.Currency) is { } wrong) return wrong;
        return PriceChangeRules.Same(prices, PriceChangeRules.Apply(prices, change, now))
            ? Already.Done
            : new Repriced(now, change);
    }

    // A claim that lapses may belong to somebody else by now; one that was made for another content is none.
    private static bool AreClaimed(ProductContent content, Touched touched, Claims claims, DateTimeOffset until)
    {
        var skus = content.Variants.Select(variant => variant.Sku).Intersect(touched.Skus).ToList();
        var slugs = touched.Slugs.Where(slug => slug == content.Slug).ToList();
        if (skus.Count == 0 && slugs.Count == 0) return true;
        return until < claims.Until && slugs.All(claims.Covers) && skus.TrueForAll(claims.Covers);
    }
}
