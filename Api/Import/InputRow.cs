namespace Commerce.Api.Import;

/// <summary>One row of the file, with the cells of the columns that are read.</summary>
/// <param name="Number">As a spreadsheet counts rows: the header is 1.</param>
/// <param name="Cells">By <see cref="ImportColumn"/>; null where the file has no such column.</param>
/// <param name="Fault">Why the row cannot be used as it stands, if so.</param>
internal sealed record InputRow(long Number, string?[] Cells, string? Fault = null)
{
    /// <summary>What a cell holds, without space around it; empty too where the file has no such column.</summary>
    public string this[ImportColumn column] => (Cells[(int)column] ?? "").Trim();

    /// <summary>What a cell holds, as it stands.</summary>
    public string Raw(ImportColumn column) => Cells[(int)column] ?? "";

    /// <summary>Whether the file has the column.</summary>
    public bool Has(ImportColumn column) => Cells[(int)column] is not null;

    /// <summary>Whether no column that is read holds anything.</summary>
    public bool IsEmpty => Cells.All(string.IsNullOrWhiteSpace);

    /// <summary>How many characters it keeps in memory.</summary>
    public int Size => Cells.Sum(cell => cell?.Length ?? 0);

    /// <summary>Whether it says anything by which a variant is known, or, without a picture, anything of a
    /// variant.</summary>
    public bool SaysVariant => Known.Any(Fills) || (!Fills(ImportColumn.Picture) && Told.Any(Fills));

    private static ImmutableArray<ImportColumn> Known { get; } =
    [
        ImportColumn.Sku, ImportColumn.Option1Value, ImportColumn.Option2Value, ImportColumn.Option3Value,
        ImportColumn.Price, ImportColumn.Barcode,
    ];

    private static ImmutableArray<ImportColumn> Told { get; } =
    [
        ImportColumn.Grams, ImportColumn.Tracker, ImportColumn.Quantity, ImportColumn.Policy,
        ImportColumn.RequiresShipping,
    ];

    private bool Fills(ImportColumn column) => this[column].Length > 0;
}
