namespace Commerce.Grains.Products;

/// <summary>What can happen to a product.</summary>
/// <param name="At">When.</param>
internal abstract record ProductEvent(DateTimeOffset At)
{
    /// <summary>It was made.</summary>
    [Alias("product.created")]
    public sealed record Created(DateTimeOffset At, ProductContent Content, Touched Touched) : ProductEvent(At);

    /// <summary>Something else is said of it.</summary>
    [Alias("product.changed")]
    public sealed record Changed(DateTimeOffset At, ProductContent Content, Touched Touched) : ProductEvent(At);

    /// <summary>It costs something else, besides its regular prices.</summary>
    [Alias("product.repriced")]
    public sealed record Repriced(DateTimeOffset At, PriceChange Change) : ProductEvent(At);

    /// <summary>It was taken out of the shop.</summary>
    [Alias("product.removed")]
    public sealed record Removed(DateTimeOffset At, Touched Touched) : ProductEvent(At);
}

/// <summary>Who else is concerned by a change.</summary>
/// <param name="Slugs">Slugs that it uses from now on, or no more.</param>
/// <param name="Skus">SKUs that it uses from now on, or no more.</param>
/// <param name="Stock">SKUs whose stock items must hear the backorder.</param>
/// <param name="Ticket">The claim that is settled by it, if there was one.</param>
internal sealed record Touched(
    ImmutableArray<string> Slugs, ImmutableArray<Sku> Skus, ImmutableArray<Sku> Stock, string? Ticket)
{
    public static Touched Between(ProductContent? before, ProductContent? after, string? ticket)
    {
        var (old, now) = (VariantsOf(before), VariantsOf(after));
        return new(
            [.. new[] { before?.Slug, after?.Slug }.OfType<string>().Distinct()
                .Where(_ => before?.Slug != after?.Slug)],
            [.. old.Keys.Except(now.Keys), .. now.Keys.Except(old.Keys)],
            [.. now.Values.Where(variant => variant.Tracked && !Knows(old, variant)).Select(variant => variant.Sku)],
            ticket);
    }

    private static bool Knows(Dictionary<Sku, VariantContent> old, VariantContent variant) =>
        old.TryGetValue(variant.Sku, out var before) && before.Tracked && before.Backorder == variant.Backorder;

    private static Dictionary<Sku, VariantContent> VariantsOf(ProductContent? content) =>
        content is null ? [] : content.Variants.ToDictionary(variant => variant.Sku);
}
