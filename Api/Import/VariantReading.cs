namespace Commerce.Api.Import;

/// <summary>Reads what each row says of a variant and of a picture.</summary>
internal static class VariantReading
{
    private const int PicturesMost = 250;

    /// <summary>One for each row. Where no row of the product tells of a variant, the first one stands for its only
    /// variant, should the product be new.</summary>
    public static ImmutableArray<RowSaid> Rows(
        ImmutableArray<InputRow> rows, ImmutableArray<CellReading> readings, ImportOptions options)
    {
        var isAnyVariant = rows.Any(row => row.SaysVariant);
        var said = ImmutableArray.CreateBuilder<RowSaid>(rows.Length);
        var pictures = new HashSet<string>();
        for (var place = 0; place < rows.Length; place++)
        {
            var isImplied = !isAnyVariant && place == 0;
            var variant = rows[place].SaysVariant || isImplied ? Variant(rows[place], readings[place], options) : null;
            var picture = readings[place].Picture();
            if (picture is not null && pictures.Count == PicturesMost && !pictures.Contains(picture))
            {
                readings[place].Refuse($"The product has more than {PicturesMost} pictures.");
                picture = null;
            }

            if (picture is not null) pictures.Add(picture);
            said.Add(new(rows[place].Number, readings[place].Fault, variant, picture) { IsImplied = isImplied });
        }

        return said.ToImmutable();
    }

    private static VariantSaid Variant(InputRow row, CellReading cells, ImportOptions options)
    {
        Said<T> If<T>(ImportColumn column, Func<T> read) => row.Has(column) ? read() : Said<T>.Nothing;

        var quantity = cells.Quantity();
        return new()
        {
            Sku = cells.GivenSku(),
            OptionValues = OptionValues(row, cells),
            Price = If(ImportColumn.Price, () => cells.Price(options.Currency, options.RoundPrices)),
            Weight = If(ImportColumn.Grams, cells.Weight),
            SoftGood = If(
                ImportColumn.RequiresShipping, () => !cells.Flag(ImportColumn.RequiresShipping, otherwise: true)),
            Tracked = If(ImportColumn.Tracker, () => row[ImportColumn.Tracker].Length > 0),
            Backorder = If(ImportColumn.Policy, cells.Policy),
            Barcode = If(ImportColumn.Barcode, cells.Barcode),
            Quantity = quantity is null ? null : Math.Max(0, quantity.Value),
            Note = quantity < 0 ? $"The quantity {quantity} was taken as 0." : null,
        };
    }

    private static Said<ImmutableArray<string>> OptionValues(InputRow row, CellReading cells)
    {
        if (!Options.Fills(row)) return Said<ImmutableArray<string>>.Nothing;
        if (Options.AreDefault(row)) return ImmutableArray<string>.Empty;
        ImmutableArray<string?> values =
            [.. Options.Values.Select(column => cells.Line(column, Options.ValueLengthMost))];
        ImmutableArray<string> given = [.. values.TakeWhile(value => value is not null).OfType<string>()];
        if (values.Skip(given.Length).Any(value => value is not null))
            cells.Refuse($"{ImportColumns.NameOf(Options.Values[given.Length])} is empty.");
        return given;
    }
}
