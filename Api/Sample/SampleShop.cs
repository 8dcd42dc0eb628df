using Commerce.Api.Import;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Sample;

/// <summary>The sample shop: a product file like any other, imported when a new shop starts for the first
/// time.</summary>
internal static class SampleShop
{
    private const string Name = "catalogue.csv";

    /// <summary>Imports it, with stock. Loading it again after a crash ends where the first time would have.</summary>
    public static async Task<ImportCounts> Load(
        IGrainFactory grains, ShopSettings settings, CancellationToken cancellation)
    {
        // Prices are made for dollars: a currency of fewer places gets them rounded.
        var options = new ImportOptions(
            new Call("system", Why: "sample shop"), Currency.Of(settings.Currency), Stock: true, RoundPrices: true);
        await using var stream = Open();
        using var file = await ProductFile.Open(stream, cancellation);
        var counts = new ImportCounts();
        await foreach (var row in new Importer(grains, options).Import(file, cancellation)) counts.Add(row);
        return counts;
    }

    /// <summary>The file itself.</summary>
    public static Stream Open() => typeof(SampleShop).Assembly.GetManifestResourceStream(Name)
        ?? throw new InvalidOperationException($"The assembly has no '{Name}'.");
}
