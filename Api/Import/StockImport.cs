using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Orleans.Runtime;

namespace Commerce.Api.Import;

/// <summary>Counts the stock of variants that an import made, or, when asked to, of all that it names.</summary>
internal sealed class StockImport(IGrainFactory grains, ImportOptions options)
{
    /// <summary>Sets what is on hand where the file says how many there are; an equal count writes nothing.</summary>
    public async Task<ImmutableArray<MergedRow>> Count(ImmutableArray<MergedRow> rows) =>
        [.. await Task.WhenAll(rows.Select(Count))];

    private async Task<MergedRow> Count(MergedRow row)
    {
        if (row is not { Variant: { Tracked: true } variant, Said.Variant.Quantity: { } quantity }) return row;
        if (!row.IsNewVariant && !options.Stock) return row;
        try
        {
            return await SetTo(variant.Sku, quantity) switch
            {
                null => row,
                Outcome<StockView>.Refused(var why) => Uncounted(row, why.Detail),
                _ => row with { Verdict = row.Verdict < ImportVerdict.Updated ? ImportVerdict.Updated : row.Verdict },
            };
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException)
        {
            return Uncounted(row, "import it once more, with stock.");
        }
    }

    // Null: as many are there already.
    private async Task<Outcome<StockView>?> SetTo(Sku sku, int quantity)
    {
        var stock = grains.GetGrain<IStockGrain>(StockKey.Of(sku));
        return await stock.View() is Outcome<StockView>.Done({ OnHand: var onHand }, _) && onHand == quantity
            ? null
            : await stock.Adjust(sku, setTo: quantity, change: null, options.Call);
    }

    private static MergedRow Uncounted(MergedRow row, string why) => row with
    {
        Verdict = ImportVerdict.Failed,
        Reason = $"The product is stored, its stock is not: {why}",
    };
}
