using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products;

/// <summary>A product's id: <c>product-…</c>.</summary>
/// <param name="Value">The text.</param>
[GenerateSerializer, Immutable, Alias("product-id")]
public readonly record struct ProductId(string Value) : IIdentifier<ProductId>
{
    /// <summary>What every id of a product starts with.</summary>
    public const string Prefix = "product-";

    private const int LengthMost = 100;

    /// <inheritdoc/>
    public static ProductId Of(string value) => new(value);

    /// <summary>The product with a name that nobody else has: letters and digits.</summary>
    /// <param name="name">What follows the prefix.</param>
    public static ProductId Named(string name) => new(Prefix + name);

    /// <summary>Whether a text from outside can be an id at all.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(string text) => text.Length is > 8 and <= LengthMost
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A stock keeping unit: names one sellable variant. Shown as entered, compared ignoring case.</summary>
/// <param name="Value">At most 100 characters, no control characters and none of <c>/ \ ? # %</c>.</param>
[GenerateSerializer, Immutable, Alias("sku")]
public readonly record struct Sku(string Value) : IIdentifier<Sku>
{
    /// <summary>Longest SKU in characters (CAT-01).</summary>
    public const int LengthMost = 100;

    /// <summary>Characters that a SKU cannot hold, because it stands in addresses.</summary>
    public const string Forbidden = "/\\?#%";

    /// <inheritdoc/>
    public static Sku Of(string value) => new(value);

    /// <summary>Takes what was typed: trimmed, within the limits.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="sku">The SKU, when it is one.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, out Sku sku)
    {
        var trimmed = text?.Trim() ?? "";
        sku = new(trimmed);
        return trimmed.Length is > 0 and <= LengthMost && !trimmed.AsSpan().ContainsAny(Forbidden)
            && !trimmed.Any(char.IsControl);
    }

    /// <summary>Whether both name the same variant.</summary>
    /// <param name="other">Another SKU.</param>
    public bool Equals(Sku other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
