using Commerce.Grains.Products;

namespace Commerce.Api.Import;

/// <summary>Puts what the rows say of variants onto the variants that are there: found by SKU, or, when a row gives
/// none, by option values. None is ever taken away.</summary>
internal sealed class VariantMerge
{
    private const int VariantsMost = 1_000;

    private readonly ProductSaid said;
    private readonly ImmutableArray<string> optionNames;
    private readonly ImmutableHashSet<Sku> elsewhere;
    private readonly ImmutableArray<VariantContent> before;
    private readonly List<VariantContent> variants;
    private readonly Dictionary<int, long> rowOfPlace = [];
    private readonly HashSet<int> told = [];
    private readonly HashSet<Sku> given;

    public VariantMerge(ProductSaid said, ProductContent? content, ImmutableHashSet<Sku> elsewhere)
    {
        this.said = said;
        this.elsewhere = elsewhere;
        before = content?.Variants ?? [];
        variants = [.. before];
        optionNames = said.OptionNames.Or(content?.OptionNames ?? []);
        given = [.. Good.Select(variant => variant.Sku).OfType<Sku>()];
        told = [.. Good.Select(PlaceOf).Where(place => place >= 0)];
    }

    /// <summary>All variants as they should be, once every row was taken.</summary>
    public ImmutableArray<VariantContent> Variants => [.. variants];

    /// <summary>Names of the options as they should be.</summary>
    public ImmutableArray<string> OptionNames => optionNames;

    /// <summary>A variant that no row tells of and whose option values no longer fit, if there is one.</summary>
    public VariantContent? Misfit =>
        variants.FirstOrDefault(variant => variant.OptionValues.Length != optionNames.Length);

    private IEnumerable<VariantSaid> Good =>
        said.Rows.Where(row => row.Fault is null).Select(row => row.Variant).OfType<VariantSaid>();

    /// <summary>Takes what one row says of its variant.</summary>
    public MergedRow Take(RowSaid row, VariantSaid variant)
    {
        var place = PlaceOf(variant);
        if (variant.Sku is { } sku && elsewhere.Contains(sku))
            return MergedRow.Failed(row, $"The SKU '{sku}' belongs to another product.");
        if (place >= 0 && rowOfPlace.TryGetValue(place, out var earlier))
            return MergedRow.Failed(row, $"Row {earlier} tells of the same variant, '{variants[place].Sku}'.");

        var values = variant.OptionValues.Or(place >= 0 ? variants[place].OptionValues : []);
        if (FaultOf(values, place) is { } fault) return MergedRow.Failed(row, fault);
        if (place < 0 && variants.Count >= VariantsMost)
            return MergedRow.Failed(row, $"The product has more than {VariantsMost:N0} variants.");

        return place < 0 ? Add(row, variant, values) : Change(row, variant, values, place);
    }

    private MergedRow Add(RowSaid row, VariantSaid variant, ImmutableArray<string> values)
    {
        var added = Content(variant, values, new(
            variant.Sku ?? NewSku(values), values, Price: null, Weight: null, SoftGood: false,
            Tracked: variant.Quantity is not null, Backorder.None, Barcode: null));
        rowOfPlace[variants.Count] = row.Number;
        variants.Add(added);
        return new(row, ImportVerdict.Created, added, variant.Note) { IsNewVariant = true };
    }

    private MergedRow Change(RowSaid row, VariantSaid variant, ImmutableArray<string> values, int place)
    {
        var changed = Content(variant, values, variants[place]);
        var verdict = ContentComparison.Same(changed, before[place]) ? ImportVerdict.Unchanged : ImportVerdict.Updated;
        rowOfPlace[place] = row.Number;
        variants[place] = changed;
        return new(row, verdict, changed, variant.Note);
    }

    private static VariantContent Content(VariantSaid said, ImmutableArray<string> values, VariantContent before) =>
        before with
        {
            OptionValues = values,
            Price = said.Price.Or(before.Price),
            Weight = said.Weight.Or(before.Weight),
            SoftGood = said.SoftGood.Or(before.SoftGood),
            Tracked = said.Tracked.Or(before.Tracked),
            Backorder = said.Backorder.Or(before.Backorder),
            Barcode = said.Barcode.Or(before.Barcode),
        };

    private int PlaceOf(VariantSaid variant) => variant.Sku is { } sku
        ? variants.FindIndex(one => one.Sku == sku)
        : variants.FindIndex(one => ContentComparison.SameValues(one.OptionValues, variant.OptionValues.Or([])));

    private string? FaultOf(ImmutableArray<string> values, int place)
    {
        if (values.Length != optionNames.Length)
        {
            var names = optionNames.IsEmpty ? "none" : string.Join(", ", optionNames);
            return $"The row has {values.Length} option values; the product's options are: {names}.";
        }

        for (var other = 0; other < variants.Count; other++)
        {
            // What another row of this file says of a variant comes before what is stored of it.
            var isOpen = told.Contains(other) && !rowOfPlace.ContainsKey(other);
            if (other != place && !isOpen && ContentComparison.SameValues(variants[other].OptionValues, values))
                return $"The variant '{variants[other].Sku}' has the same option values.";
        }

        return null;
    }

    private Sku NewSku(ImmutableArray<string> values)
    {
        var sku = Handles.SkuOf(said.Slug, values);
        var isShared = Good.Any(other => other.Sku is null && other.OptionValues.Or([]) is var others
            && !ContentComparison.SameValues(others, values) && Handles.SkuOf(said.Slug, others) == sku);
        return isShared || IsTaken(sku) ? Handles.MarkedSkuOf(said.Slug, values) : sku;
    }

    private bool IsTaken(Sku sku) =>
        elsewhere.Contains(sku) || given.Contains(sku) || variants.Any(one => one.Sku == sku);
}
