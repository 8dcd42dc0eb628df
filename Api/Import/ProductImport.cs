using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Orleans.Runtime;

namespace Commerce.Api.Import;

/// <summary>Brings one product of a file into the shop.</summary>
internal sealed class ProductImport(IGrainFactory grains, ImportOptions options, ProductRows rows)
{
    private const int TriesMost = 3;
    private const int LivesMost = 20;
    private const string Unavailable = "The shop could not store it at this moment; import the file once more.";

    private readonly ICatalogueGrain catalogue = grains.GetGrain<ICatalogueGrain>("catalogue");

    /// <summary>Looks, compares, stores what differs, and tells what became of each row.</summary>
    public async Task<ImmutableArray<RowResult>> Land()
    {
        if (rows.Slug is null) return Results([.. rows.Rows.Select(OfNoProduct)]);
        var said = ProductReading.Of(rows, options);
        for (var tries = 1; said.Rows.Any(row => row.Fault is null); tries++)
        {
            try
            {
                if (await Land(said) is { } landed)
                    return Results(await new StockImport(grains, options).Count(landed));
            }
            catch (Exception fault) when (fault is OrleansException or TimeoutException)
            {
                // Whether it was stored is not known: the next try looks again.
            }

            if (tries == TriesMost) return Results(ProductMerge.AllFailed(said, Unavailable).Rows);
        }

        return Results(ProductMerge.AllFailed(said, "").Rows);
    }

    // Null: somebody else was quicker; look again.
    private async Task<ImmutableArray<MergedRow>?> Land(ProductSaid said)
    {
        var target = await Find(said.Slug);
        var elsewhere = await FindElsewhere(said, target);
        for (var most = said.Rows.Length; most >= 0; most--)
        {
            var merged = ProductMerge.Of(said, target.View?.Content, elsewhere);
            if (merged.Content is null || !merged.IsChanged) return merged.Rows;
            switch (await Store(target, merged.Content))
            {
                case Outcome<ProductView>.Refused(SkuTaken taken) when !elsewhere.Contains(taken.Sku):
                    elsewhere = elsewhere.Add(taken.Sku);
                    continue;
                case Outcome<ProductView>.Refused(var why):
                    return why is VersionStale || why.Retryable
                        ? null
                        : ProductMerge.AllFailed(said, Reason(why)).Rows;
                default:
                    return merged.Rows;
            }
        }

        return null;
    }

    private static string Reason(Refusal why) => why.Param is null ? why.Detail : $"{why.Param}: {why.Detail}";

    // A product that was imported and got another slug since is known by the id that follows from its handle. Of an id
    // that has a history but no product, the product was removed: the next one is tried.
    private async Task<Target> Find(string slug)
    {
        if (await LookUp(slug) is { } named) return new(named.Id, named);
        for (var life = 0; ; life++)
        {
            var id = Handles.IdOf(slug, life);
            if (await LookUp(id.Value) is { } renamed) return new(id, renamed);
            var use = await grains.GetGrain<IProductGrain>(id.Value).Uses(OwnedName.Slug(slug));
            if (use.AsOf == 0 || life == LivesMost) return new(id, null);
        }
    }

    private async Task<ProductView?> LookUp(string idOrSlug) => await catalogue.LookUp(idOrSlug) switch
    {
        Outcome<ProductView>.Done(var view, _) => view,
        Outcome<ProductView>.Refused(NotFound) => null,
        _ => throw new StoreUnavailableException(),
    };

    private Task<Outcome<ProductView>> Store(Target target, ProductContent content) => target.View is { } view
        ? catalogue.Change(view.Id, content, options.Call with { IfVersion = view.Version })
        : catalogue.Create(target.Id, content, options.Call);

    // Asked before anything is claimed, so that a row that fails writes nothing, however often it is imported.
    private async Task<ImmutableHashSet<Sku>> FindElsewhere(ProductSaid said, Target target)
    {
        var own = target.View?.Content.Variants.Select(variant => variant.Sku).ToHashSet() ?? [];
        var asked = said.Rows.Where(row => row.Fault is null).Select(row => row.Variant?.Sku).OfType<Sku>()
            .Where(sku => !own.Contains(sku)).Distinct();
        var owners = await Task.WhenAll(asked.Select(async sku => (Sku: sku, Owner: await catalogue.OwnerOf(sku))));
        return [.. owners.Where(one => one.Owner is { } owner && owner != target.Id).Select(one => one.Sku)];
    }

    private static MergedRow OfNoProduct(InputRow row)
    {
        var said = new RowSaid(row.Number, row.Fault, null, null);
        return row.Fault is null && row.IsEmpty
            ? new(said, ImportVerdict.Unchanged, null, "The row is empty.")
            : MergedRow.Failed(said, row.Fault ?? "Handle is empty.");
    }

    private ImmutableArray<RowResult> Results(ImmutableArray<MergedRow> merged) =>
    [
        .. rows.Rows.Zip(merged, (row, one) => new RowResult(
            row.Number,
            Display.Line(row[ImportColumn.Handle]),
            (one.Variant?.Sku.Value ?? row[ImportColumn.Sku]) is { Length: > 0 } sku ? Display.Line(sku) : null,
            one.Verdict,
            one.Reason)),
    ];

    /// <summary>Where the product is, or will be.</summary>
    private sealed record Target(ProductId Id, ProductView? View);
}
