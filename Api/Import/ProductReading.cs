using Commerce.Grains.Products;

namespace Commerce.Api.Import;

/// <summary>Reads the rows of one product: what stands on the first row holds for the rows that follow.</summary>
internal sealed class ProductReading
{
    private const int NameLengthMost = 200;
    private const int SummaryLengthMost = 400;
    private const int KeywordsLengthMost = 4_000;
    private const int DescriptionLengthMost = 50_000;
    private const int CategoryLengthMost = 100;
    private const int CategoryLevelsMost = 3;

    private readonly ImmutableArray<InputRow> rows;
    private readonly ImmutableArray<CellReading> readings;
    private readonly int first;

    private ProductReading(ProductRows product)
    {
        rows = product.Rows;
        readings = [.. rows.Select(row => new CellReading(row))];
        first = Math.Max(0, Array.FindIndex([.. rows], row => row.Fault is null));
    }

    /// <summary>Reads what the rows say. Faults stand on the rows; a fault in what is said of the whole product stands
    /// on all of them.</summary>
    public static ProductSaid Of(ProductRows product, ImportOptions options)
    {
        var reading = new ProductReading(product);
        var said = reading.ReadProduct(product.Slug ?? "");
        reading.SpreadFault();
        reading.RefuseGiftCards();
        var rows = VariantReading.Rows(reading.rows, reading.readings, options);
        return said with { Rows = rows, Pictures = reading.Pictures(rows) };
    }

    private ProductSaid ReadProduct(string slug)
    {
        var status = At(ImportColumn.Status).Status();
        return new()
        {
            Slug = slug,
            Name = At(ImportColumn.Title).Line(ImportColumn.Title, NameLengthMost),
            Summary = If(ImportColumn.SeoDescription, ReadSummary),
            Description = If(ImportColumn.Body, cells => cells.Lines(ImportColumn.Body, DescriptionLengthMost)),
            Keywords = If(ImportColumn.Tags, cells => cells.Line(ImportColumn.Tags, KeywordsLengthMost)),
            Vendor = If(ImportColumn.Vendor, cells => cells.Line(ImportColumn.Vendor, NameLengthMost)),
            Active = Has(ImportColumn.Status) ? status?.Active ?? true : Said<bool>.Nothing,
            Present = ReadPresent(listed: status?.Listed ?? true),
            Categories = ReadCategories(),
            OptionNames = ReadOptionNames(),
        };
    }

    private Said<bool> ReadPresent(bool listed)
    {
        if (!Has(ImportColumn.Published)) return listed ? Said<bool>.Nothing : false;
        return At(ImportColumn.Published).Flag(ImportColumn.Published, otherwise: true) && listed;
    }

    // What search engines are told of a product is what a list says of it; line breaks and excess do not matter there.
    private string? ReadSummary(CellReading cells)
    {
        var text = RowOf(ImportColumn.SeoDescription)[ImportColumn.SeoDescription];
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = new string([.. line.Where(letter => !char.IsControl(letter))]);
        if (line.Length > SummaryLengthMost)
            line = Cut.To(line, SummaryLengthMost - 1).TrimEnd() + "…";
        return line.Length == 0 ? null : line;
    }

    // The shop's own type comes before the standard taxonomy's category.
    private Said<ImmutableArray<CategoryPath>> ReadCategories()
    {
        if (!Has(ImportColumn.Type) && !Has(ImportColumn.ProductCategory))
            return Said<ImmutableArray<CategoryPath>>.Nothing;
        var column = RowOf(ImportColumn.Type)[ImportColumn.Type].Length > 0
            ? ImportColumn.Type
            : ImportColumn.ProductCategory;
        // A category's path is written with slashes, so that its names have none.
        var text = (At(column).Line(column, int.MaxValue) ?? "").Replace('/', '-');
        ImmutableArray<string> names =
        [
            .. text.Split(" > ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Take(CategoryLevelsMost),
        ];
        if (names.Any(name => name.Length > CategoryLengthMost))
            At(column).Refuse($"A category's name is longer than {CategoryLengthMost} characters.");
        return names.IsEmpty
            ? ImmutableArray<CategoryPath>.Empty
            : ImmutableArray.Create(new CategoryPath(names));
    }

    // A product without options is exported with one that is called Title and has the one value Default Title.
    private Said<ImmutableArray<string>> ReadOptionNames()
    {
        ImmutableArray<string?> names =
            [.. Options.Names.Select(column => At(column).Line(column, Options.NameLengthMost))];
        if (rows.Where(row => row.Fault is null).All(Options.AreDefault) && names is [_, null, null])
            return rows.Any(row => Options.Fills(row)) ? ImmutableArray<string>.Empty : Named(names);
        return Named(names);
    }

    private Said<ImmutableArray<string>> Named(ImmutableArray<string?> names)
    {
        ImmutableArray<string> given = [.. names.TakeWhile(name => name is not null).OfType<string>()];
        if (names.Skip(given.Length).Any(name => name is not null))
            At(Options.Names[given.Length + 1]).Refuse("An option has a name and the one before it has none.");
        return given.IsEmpty ? Said<ImmutableArray<string>>.Nothing : given;
    }

    private Said<ImmutableArray<string>> Pictures(ImmutableArray<RowSaid> said) => Has(ImportColumn.Picture)
        ? said.Select(row => row.Picture).OfType<string>().Distinct().ToImmutableArray()
        : Said<ImmutableArray<string>>.Nothing;

    private void SpreadFault()
    {
        var at = Enumerable.Range(0, rows.Length)
            .FirstOrDefault(place => rows[place].Fault is null && readings[place].Fault is not null, -1);
        if (at < 0) return;
        foreach (var cells in readings) cells.Refuse(
            $"Row {rows[at].Number} of the same product: {readings[at].Fault}");
    }

    private void RefuseGiftCards()
    {
        const string Why = "Gift cards are not imported.";
        foreach (var cells in readings)
        {
            if (cells.Flag(ImportColumn.GiftCard, otherwise: false)) cells.Refuse(Why);
        }

        if (readings[first].Fault != Why) return;
        foreach (var cells in readings) cells.Refuse(Why);
    }

    private bool Has(ImportColumn column) => rows[first].Has(column);

    private Said<T> If<T>(ImportColumn column, Func<CellReading, T> read) =>
        Has(column) ? read(At(column)) : Said<T>.Nothing;

    // The first row that fills the column says what it holds.
    private CellReading At(ImportColumn column) => readings[PlaceOf(column)];

    private InputRow RowOf(ImportColumn column) => rows[PlaceOf(column)];

    private int PlaceOf(ImportColumn column)
    {
        for (var place = first; place < rows.Length; place++)
        {
            if (rows[place].Fault is null && rows[place][column].Length > 0) return place;
        }

        return first;
    }
}
