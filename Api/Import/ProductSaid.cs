using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Api.Import;

/// <summary>All that a file says of one product.</summary>
internal sealed record ProductSaid
{
    public required string Slug { get; init; }

    /// <summary>Null: not said.</summary>
    public string? Name { get; init; }

    public Said<string?> Summary { get; init; }

    public Said<string?> Description { get; init; }

    public Said<string?> Keywords { get; init; }

    public Said<string?> Vendor { get; init; }

    public Said<bool> Active { get; init; }

    public Said<bool> Present { get; init; }

    public Said<ImmutableArray<CategoryPath>> Categories { get; init; }

    public Said<ImmutableArray<string>> Pictures { get; init; }

    /// <summary>Names of the options; none said where the file has no such columns.</summary>
    public Said<ImmutableArray<string>> OptionNames { get; init; }

    /// <summary>One for each row, in the order of the file.</summary>
    public ImmutableArray<RowSaid> Rows { get; init; } = [];
}

/// <summary>What one row says.</summary>
/// <param name="Number">The row.</param>
/// <param name="Fault">Why it cannot be used; null: it can.</param>
/// <param name="Variant">The variant it tells of, if it tells of one.</param>
/// <param name="Picture">The picture it adds, if it adds one.</param>
internal sealed record RowSaid(long Number, string? Fault, VariantSaid? Variant, string? Picture)
{
    /// <summary>Whether the row tells of a variant only because a new product has at least one.</summary>
    public bool IsImplied { get; init; }
}

/// <summary>What a row says of a variant.</summary>
internal sealed record VariantSaid
{
    /// <summary>The SKU it was given, if it was.</summary>
    public Sku? Sku { get; init; }

    /// <summary>One value for each option; none said where the file has no such columns.</summary>
    public Said<ImmutableArray<string>> OptionValues { get; init; }

    public Said<Money?> Price { get; init; }

    public Said<decimal?> Weight { get; init; }

    public Said<bool> SoftGood { get; init; }

    public Said<bool> Tracked { get; init; }

    public Said<Backorder> Backorder { get; init; }

    public Said<string?> Barcode { get; init; }

    /// <summary>How many are there, if it is said.</summary>
    public int? Quantity { get; init; }

    /// <summary>What the result should mention although the row is good.</summary>
    public string? Note { get; init; }
}
