using System.Runtime.CompilerServices;
using System.Text.Unicode;
using CsvHelper;

namespace Commerce.Api.Import;

/// <summary>Reads a product CSV row by row: what is not yet asked for is not yet read.</summary>
internal sealed class ProductFile : IDisposable
{
    // No cell of a product is longer than 50,000 characters; this is where an unclosed quote or a binary file ends.
    private const int RowBytesMost = 1024 * 1024;

    private readonly CsvReader reader;
    private CsvMalformedReason? malformed;

    private ProductFile(Stream stream)
    {
        reader = CsvReader.Create(stream, new CsvReaderOptions
        {
            HasHeader = false,
            SkipEmptyLines = false,
            MaxRecordSize = RowBytesMost,
            OnMalformedRecord = record => malformed = record.Reason,
        }, leaveOpen: true);
    }

    /// <summary>Where the columns stand.</summary>
    public ImportHeader Header { get; private set; } = ImportHeader.Of([]);

    /// <summary>Why reading ended before the end of the file, if it did.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Opens a file by reading its first row.</summary>
    /// <returns>The file; <see cref="Stopped"/> says so when it is no product file at all.</returns>
    public static async Task<ProductFile> Open(Stream stream, CancellationToken cancellation)
    {
        var file = new ProductFile(stream);
        file.Stopped = await file.ReadHeader(cancellation);
        return file;
    }

    /// <summary>The rows that follow the header, once.</summary>
    public async IAsyncEnumerable<InputRow> Rows([EnumeratorCancellation] CancellationToken cancellation)
    {
        long number = 1;
        while (Stopped is null && await Advance(cancellation))
        {
            number++;
            if (IsBlankLine()) continue;
            var row = ReadRow(number);
            if (malformed is CsvMalformedReason.UnterminatedQuote)
                Stopped = $"The quote that opens in row {number} is never closed: the rest of the file was not read.";
            yield return row;
        }

        if (Stopped is "") Stopped = $"Row {number + 1} is longer than 1 MB: the rest of the file was not read.";
    }

    public void Dispose() => reader.Dispose();

    private async Task<string?> ReadHeader(CancellationToken cancellation)
    {
        if (!await Advance(cancellation))
            return Stopped is null ? "The file is empty." : "The file is no product CSV: its first row never ends.";
        if (!Utf8.IsValid(reader.RawRecord)) return "The file is no product CSV in UTF-8.";

        var names = new string[reader.FieldCount];
        for (var place = 0; place < names.Length; place++) names[place] = reader.GetString(place);
        Header = ImportHeader.Of(names);
        return Header.Has(ImportColumn.Handle)
            ? null
            : $"The file is no product CSV: it has no column 'Handle'. Its columns: {Listed(names)}.";
    }

    private async ValueTask<bool> Advance(CancellationToken cancellation)
    {
        malformed = null;
        try
        {
            return await reader.ReadAsync(cancellation);
        }
        catch (CsvFormatException)
        {
            Stopped = "";
            return false;
        }
    }

    private bool IsBlankLine() => reader.RawRecord.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;

    private InputRow ReadRow(long number)
    {
        var cells = new string?[ImportColumns.Count];
        var fault = FaultOfRow();
        foreach (var column in Enum.GetValues<ImportColumn>())
        {
            var place = Header.PlaceOf(column);
            if (place < 0) continue;
            if (place >= reader.FieldCount)
            {
                cells[(int)column] = "";
                continue;
            }

            if (!Utf8.IsValid(reader.GetRawSpan(place)))
                fault ??= $"{ImportColumns.NameOf(column)} is not UTF-8 text.";
            var cell = reader.GetString(place);
            if (cell.Contains('\0')) fault ??= $"{ImportColumns.NameOf(column)} holds the character U+0000.";
            cells[(int)column] = ImportColumns.IsText(column) ? Apostrophe.Removed(cell) : cell;
        }

        return new(number, cells, fault);
    }

    private string? FaultOfRow()
    {
        if (malformed is CsvMalformedReason.UnterminatedQuote) return "A quote opens and is never closed.";
        if (malformed is not null)
            return "A quote stands inside of a cell: such a cell is quoted as a whole, and its own quotes are doubled.";
        for (var place = Header.Width; place < reader.FieldCount; place++)
        {
            if (!reader.IsEmpty(place)) return $"The row has {reader.FieldCount} cells; the header has {Header.Width}.";
        }

        return null;
    }

    private static string Listed(string[] names)
    {
        const int Most = 10;
        var shown = string.Join(", ", names.Take(Most).Select(name => $"'{Display.Line(name)}'"));
        return names.Length > Most ? $"{shown} and {names.Length - Most} more" : shown;
    }
}
