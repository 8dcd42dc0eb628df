using System.Runtime.CompilerServices;
using Commerce.Grains.Products;

namespace Commerce.Api.Import;

/// <summary>Imports a product file: reads it product by product, has a few of them under way at once, and tells the
/// result of each row in the order of the file. Nothing more of the file is held in memory.</summary>
internal sealed class Importer(IGrainFactory grains, ImportOptions options)
{
    // The store writes what is under way together; more than this makes memory grow and nothing faster.
    private const int ProductsUnderWay = 32;

    private readonly Queue<(Task<ImmutableArray<RowResult>> Task, ImmutableHashSet<Sku> Skus)> underWay = [];

    /// <summary>Imports all rows that can be read; <see cref="ProductFile.Stopped"/> says afterwards whether these were
    /// all that the file has.</summary>
    public async IAsyncEnumerable<RowResult> Import(
        ProductFile file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            await foreach (var rows in new RowGrouping().Group(file.Rows(cancellation), cancellation))
            {
                var skus = SkusOf(rows);
                while (underWay.Count == ProductsUnderWay || underWay.Any(one => one.Skus.Overlaps(skus)))
                {
                    foreach (var row in await underWay.Dequeue().Task) yield return row;
                }

                underWay.Enqueue((Land(rows), skus));
            }

            while (underWay.TryDequeue(out var one))
            {
                foreach (var row in await one.Task) yield return row;
            }
        }
        finally
        {
            await Task.WhenAll(underWay.Select(one => one.Task));
        }
    }

    private Task<ImmutableArray<RowResult>> Land(ProductRows rows) => new ProductImport(grains, options, rows).Land();

    // Two products that claim one SKU, given or made, go one after the other: the first in the file has it.
    private static ImmutableHashSet<Sku> SkusOf(ProductRows rows) =>
        [.. rows.Rows.Select(row => SkuOf(rows.Slug, row)).OfType<Sku>()];

    private static Sku? SkuOf(string? slug, InputRow row)
    {
        if (row[ImportColumn.Sku] is { Length: > 0 } given) return new(given);
        if (slug is null) return null;
        var values = Options.AreDefault(row) ? [] : Options.Values.Select(column => row[column].Trim());
        return Handles.SkuOf(slug, [.. values.Where(value => value.Length > 0)]);
    }
}
