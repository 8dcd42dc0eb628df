using Commerce.Grains.Products;

namespace Commerce.Api.Import;

/// <summary>Puts what a file says of a product onto what is stored of it. Columns that the file does not have leave the
/// product as it is; variants that it does not name stay.</summary>
internal static class ProductMerge
{
    /// <summary>Makes the product as it should be.</summary>
    /// <param name="said">What the file says.</param>
    /// <param name="before">What is stored; null: the product is new.</param>
    /// <param name="elsewhere">SKUs that belong to other products.</param>
    public static MergedProduct Of(ProductSaid said, ProductContent? before, ImmutableHashSet<Sku> elsewhere)
    {
        if ((said.Name ?? before?.Name) is not { } name) return AllFailed(said, "Title is empty.");

        var merge = new VariantMerge(said, before, elsewhere);
        ImmutableArray<MergedRow> rows = [.. said.Rows.Select(row => Take(row, merge, isNew: before is null))];
        if (merge.Variants.IsEmpty) return AllFailed(said, rows, "No variant of the product can be imported.");
        if (merge.Misfit is { } misfit)
            return AllFailed(
                said, rows, $"The variant '{misfit.Sku}', which the file does not name, has other options.");

        var content = Content(said, name, before, merge);
        if (before is null) return new(content, true, [.. rows.Select(row => AtLeast(row, ImportVerdict.Created))]);

        var isProductSame = ContentComparison.SameBesidesVariants(content, before);
        rows = [.. rows.Select(row => IsNewPicture(row, before) ? AtLeast(row, ImportVerdict.Updated) : row)];
        if (!isProductSame) rows = OnFirstGood(rows);
        return new(content, rows.Any(IsChange), rows);
    }

    /// <summary>Nothing of the product lands, for one reason.</summary>
    public static MergedProduct AllFailed(ProductSaid said, string why) =>
        new(null, false, [.. said.Rows.Select(row => MergedRow.Failed(row, row.Fault ?? why))]);

    private static MergedProduct AllFailed(ProductSaid said, ImmutableArray<MergedRow> rows, string why) =>
        new(null, false, [.. said.Rows.Zip(rows, (row, merged) =>
            merged.Verdict == ImportVerdict.Failed ? merged : MergedRow.Failed(row, why))]);

    private static MergedRow Take(RowSaid row, VariantMerge merge, bool isNew)
    {
        if (row.Fault is { } fault) return MergedRow.Failed(row, fault);
        return row.Variant is { } variant && (isNew || !row.IsImplied)
            ? merge.Take(row, variant)
            : new(row, ImportVerdict.Unchanged, null, null);
    }

    private static ProductContent Content(ProductSaid said, string name, ProductContent? before, VariantMerge merge) =>
        new(
        name,
        before?.Slug ?? said.Slug,
        said.Summary.Or(before?.Summary),
        said.Description.Or(before?.Description),
        said.Keywords.Or(before?.Keywords),
        said.Vendor.Or(before?.Vendor),
        said.Active.Or(before?.Active ?? true),
        said.Present.Or(before?.Present ?? true),
        before?.AvailableAt,
        said.Categories.Or(before?.Categories ?? []),
        merge.OptionNames,
        merge.Variants,
        said.Pictures.Or(before?.Pictures ?? []),
        before?.Notes);

    private static bool IsNewPicture(MergedRow row, ProductContent before) =>
        row.Said.Picture is { } picture && !before.Pictures.Contains(picture);

    private static bool IsChange(MergedRow row) => row.Verdict is ImportVerdict.Created or ImportVerdict.Updated;

    private static MergedRow AtLeast(MergedRow row, ImportVerdict verdict) =>
        row.Verdict < verdict ? row with { Verdict = verdict } : row;

    // What changes of the product itself is put down to the first row that is good.
    private static ImmutableArray<MergedRow> OnFirstGood(ImmutableArray<MergedRow> rows)
    {
        var first = Array.FindIndex([.. rows], row => row.Verdict != ImportVerdict.Failed);
        return first < 0 ? rows : rows.SetItem(first, AtLeast(rows[first], ImportVerdict.Updated));
    }
}
