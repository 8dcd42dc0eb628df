using System.Text.Json.Serialization;

namespace Commerce.Api.Import;

/// <summary>What became of a row (UPL-02).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportVerdict>))]
internal enum ImportVerdict
{
    /// <summary>It says what the shop knew already; nothing was written.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>A product or variant that was there says something else now.</summary>
    [JsonStringEnumMemberName("updated")]
    Updated,

    /// <summary>A product or variant is new.</summary>
    [JsonStringEnumMemberName("created")]
    Created,

    /// <summary>The row had no effect of its own; the reason says why.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>The result of one row.</summary>
/// <param name="Row">As a spreadsheet counts rows: the header is 1.</param>
/// <param name="Handle">The product it belongs to.</param>
/// <param name="Sku">The variant it tells of, if it tells of one.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Reason">Why it failed, or what else should be known.</param>
internal sealed record RowResult(long Row, string Handle, string? Sku, ImportVerdict Verdict, string? Reason);

/// <summary>How many rows came to what; every row is counted once.</summary>
internal sealed class ImportCounts
{
    private readonly long[] counts = new long[Enum.GetValues<ImportVerdict>().Length];

    public long Created => counts[(int)ImportVerdict.Created];

    public long Updated => counts[(int)ImportVerdict.Updated];

    public long Unchanged => counts[(int)ImportVerdict.Unchanged];

    public long Failed => counts[(int)ImportVerdict.Failed];

    /// <summary>All rows.</summary>
    public long Rows => counts.Sum();

    /// <summary>Counts one row.</summary>
    public void Add(RowResult row) => counts[(int)row.Verdict]++;

    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Rows:N0} rows: {Created:N0} created, {Updated:N0} updated, {Unchanged:N0} unchanged, {Failed:N0} failed");
}

/// <summary>The answer to an import, as <see cref="ImportReport"/> writes it.</summary>
/// <param name="Rows">One for each row of the file, in its order.</param>
/// <param name="Created">Rows that made a product or variant.</param>
/// <param name="Updated">Rows that changed one.</param>
/// <param name="Unchanged">Rows that said nothing new.</param>
/// <param name="Failed">Rows that had no effect.</param>
/// <param name="IgnoredColumns">Columns that are not read.</param>
/// <param name="Stopped">Why the file could not be read to its end, if so.</param>
internal sealed record ImportBody(
    IReadOnlyList<RowResult> Rows,
    long Created,
    long Updated,
    long Unchanged,
    long Failed,
    IReadOnlyList<string> IgnoredColumns,
    string? Stopped);
