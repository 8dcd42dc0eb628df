using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products;

/// <summary>What may be said of a product: the first thing wrong is named by its place.</summary>
internal static class ProductRules
{
    /// <summary>What is wrong with it, or null.</summary>
    public static InvalidValue? Check(ProductContent content, string currency)
    {
        return Required("/name", content.Name, ProductLimits.NameMost)
            ?? CheckSlug(content.Slug)
            ?? Text("/summary", content.Summary, ProductLimits.SummaryMost)
            ?? Text("/description", content.Description, ProductLimits.DescriptionMost)
            ?? Text("/keywords", content.Keywords, ProductLimits.KeywordsMost)
            ?? Text("/vendor", content.Vendor, ProductLimits.VendorMost)
            ?? Each("/categories", content.Categories, 0, ProductLimits.CategoriesMost, CheckCategory)
            ?? CheckOptionNames(content.OptionNames)
            ?? Each("/pictures", content.Pictures, 0, ProductLimits.PicturesMost, CheckPicture)
            ?? Each("/variants", content.Variants, 1, ProductLimits.VariantsMost,
                (at, variant) => CheckVariant(at, variant, content.OptionNames, currency))
            ?? CheckTwins(content.Variants)
            ?? content.Notes?.Fault();
    }

    private static InvalidValue? CheckSlug(string slug) =>
        slug is { Length: > 0 and <= ProductLimits.SlugMost }
        && slug.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '-')
            ? null
            : Wrong("/slug", $"1 to {ProductLimits.SlugMost} characters a to z, 0 to 9, dot and dash are expected.");

    private static InvalidValue? CheckCategory(string at, CategoryPath path) =>
        Each($"{at}/names", path.Names, 1, ProductLimits.CategoryLevelsMost, (place, name) =>
            Required(place, name, ProductLimits.CategoryNameMost)
            ?? (name.Contains('/') ? Wrong(place, "A category's name has no '/'.") : null));

    private static InvalidValue? CheckOptionNames(ImmutableArray<string> names) =>
        Each("/optionNames", names, 0, ProductLimits.OptionsMost, (at, name) =>
            Required(at, name, ProductLimits.OptionNameMost))
        ?? (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Length
            ? Wrong("/optionNames", "No option may be named twice.")
            : null);

    private static InvalidValue? CheckPicture(string at, string address) =>
        Required(at, address, ProductLimits.PictureAddressMost)
        ?? (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? null
            : Wrong(at, "An http or https address is expected."));

    private static InvalidValue? CheckVariant(
        string at, VariantContent variant, ImmutableArray<string> optionNames, string currency)
    {
        if (!Sku.TryParse(variant.Sku.Value, out var sku) || sku.Value != variant.Sku.Value)
        {
            var forbidden = string.Join(' ', Sku.Forbidden.AsEnumerable());
            return Wrong(
                $"{at}/sku",
                $"1 to {Sku.LengthMost} characters without {forbidden} and without blanks at the ends are expected.");
        }

        if (variant.OptionValues.IsDefault || variant.OptionValues.Length != optionNames.Length)
        {
            return Wrong($"{at}/optionValues", "One value per option name is expected.");
        }

        return Each($"{at}/optionValues", variant.OptionValues, 0, ProductLimits.OptionsMost, (place, value) =>
                Required(place, value, ProductLimits.OptionValueMost))
            ?? CheckPrice($"{at}/price", variant.Price, currency)
            ?? (variant.Weight is < 0 or > ProductLimits.WeightMost
                ? Wrong($"{at}/weight", $"A weight is 0 to {ProductLimits.WeightMost}.")
                : null)
            ?? (variant.Backorder.Most < 0 ? Wrong($"{at}/backorder", "A backorder is 0 or more.") : null)
            ?? Text($"{at}/barcode", variant.Barcode, ProductLimits.BarcodeMost);
    }

    private static InvalidValue? CheckPrice(string at, Money? price, string currency) => price switch
    {
        null => null,
        { Currency: var given } when given != currency =>
            Wrong($"{at}/currency", $"The shop's currency is {currency}."),
        { Amount: < 0 or > ProductLimits.PriceMost } =>
            Wrong($"{at}/amount", $"0 to {ProductLimits.PriceMost} is expected."),
        { Amount: var amount } when amount % Currency.Of(currency).Step != 0 =>
            Wrong($"{at}/amount", $"A multiple of {Currency.Of(currency).Step} is expected."),
        _ => null,
    };

    // Two variants that could not be told apart, by machines or by people.
    private static InvalidValue? CheckTwins(ImmutableArray<VariantContent> variants)
    {
        var skus = new HashSet<Sku>();
        var options = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var place = 0; place < variants.Length; place++)
        {
            if (!skus.Add(variants[place].Sku)) return Wrong($"/variants/{place}/sku", "This SKU stands twice.");
            if (!options.Add(string.Join('\n', variants[place].OptionValues)))
            {
                return Wrong($"/variants/{place}/optionValues", "Another variant has the same option values.");
            }
        }

        return null;
    }

    private static InvalidValue? Each<T>(
        string at, ImmutableArray<T> all, int least, int most, Func<string, T, InvalidValue?> check)
    {
        var count = all.IsDefault ? -1 : all.Length;
        if (count < least || count > most) return Wrong(at, $"{least} to {most} are expected.");
        return all.Select((one, place) => check($"{at}/{place}", one)).FirstOrDefault(wrong => wrong is not null);
    }

    private static InvalidValue? Required(string at, string? text, int most) =>
        string.IsNullOrWhiteSpace(text) ? Wrong(at, $"1 to {most} characters are expected.") : Text(at, text, most);

    private static InvalidValue? Text(string at, string? text, int most) => text switch
    {
        null => null,
        _ when text.Length > most => Wrong(at, $"At most {most} characters are expected."),
        _ when text.Contains('\0') => Wrong(at, "U+0000 cannot be stored."),
        _ => null,
    };

    private static InvalidValue Wrong(string param, string reason) => new(reason) { Param = param };
}
