namespace Commerce.Api.Import;

/// <summary>The columns that an import reads; all others are ignored and listed.</summary>
internal enum ImportColumn
{
    Handle,
    Title,
    Body,
    Vendor,
    ProductCategory,
    Type,
    Tags,
    Published,
    Status,
    GiftCard,
    SeoDescription,
    Picture,
    Option1Name,
    Option1Value,
    Option2Name,
    Option2Value,
    Option3Name,
    Option3Value,
    Sku,
    Grams,
    Tracker,
    Quantity,
    Policy,
    Price,
    RequiresShipping,
    Barcode,
}

/// <summary>The names that columns have in exported files: the ones of old, and those in use since they were
/// renamed.</summary>
internal static class ImportColumns
{
    /// <summary>How many columns are read.</summary>
    public static int Count { get; } = Enum.GetValues<ImportColumn>().Length;

    private static readonly Dictionary<string, ImportColumn> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Handle"] = ImportColumn.Handle,
        ["URL handle"] = ImportColumn.Handle,
        ["Title"] = ImportColumn.Title,
        ["Body (HTML)"] = ImportColumn.Body,
        ["Description"] = ImportColumn.Body,
        ["Vendor"] = ImportColumn.Vendor,
        ["Product Category"] = ImportColumn.ProductCategory,
        ["Type"] = ImportColumn.Type,
        ["Tags"] = ImportColumn.Tags,
        ["Published"] = ImportColumn.Published,
        ["Published on online store"] = ImportColumn.Published,
        ["Status"] = ImportColumn.Status,
        ["Gift Card"] = ImportColumn.GiftCard,
        ["SEO Description"] = ImportColumn.SeoDescription,
        ["Image Src"] = ImportColumn.Picture,
        ["Product image URL"] = ImportColumn.Picture,
        ["Option1 Name"] = ImportColumn.Option1Name,
        ["Option1 Value"] = ImportColumn.Option1Value,
        ["Option2 Name"] = ImportColumn.Option2Name,
        ["Option2 Value"] = ImportColumn.Option2Value,
        ["Option3 Name"] = ImportColumn.Option3Name,
        ["Option3 Value"] = ImportColumn.Option3Value,
        ["Variant SKU"] = ImportColumn.Sku,
        ["SKU"] = ImportColumn.Sku,
        ["Variant Grams"] = ImportColumn.Grams,
        ["Weight value (grams)"] = ImportColumn.Grams,
        ["Variant Inventory Tracker"] = ImportColumn.Tracker,
        ["Inventory tracker"] = ImportColumn.Tracker,
        ["Variant Inventory Qty"] = ImportColumn.Quantity,
        ["Inventory quantity"] = ImportColumn.Quantity,
        ["Variant Inventory Policy"] = ImportColumn.Policy,
        ["Continue selling when out of stock"] = ImportColumn.Policy,
        ["Variant Price"] = ImportColumn.Price,
        ["Price"] = ImportColumn.Price,
        ["Variant Requires Shipping"] = ImportColumn.RequiresShipping,
        ["Requires shipping"] = ImportColumn.RequiresShipping,
        ["Variant Barcode"] = ImportColumn.Barcode,
        ["Barcode"] = ImportColumn.Barcode,
    };

    /// <summary>Finds a column by its name in the file; case and space around it do not matter.</summary>
    public static bool TryFind(string name, out ImportColumn column) => Named.TryGetValue(name.Trim(), out column);

    /// <summary>The name that people know a column by.</summary>
    public static string NameOf(ImportColumn column) => Named.First(named => named.Value == column).Key;

    /// <summary>Whether a column's cells are texts, which an export may have guarded with an apostrophe.</summary>
    public static bool IsText(ImportColumn column) => column is not (ImportColumn.Published or ImportColumn.GiftCard
        or ImportColumn.Grams or ImportColumn.Quantity or ImportColumn.Price or ImportColumn.RequiresShipping);
}
