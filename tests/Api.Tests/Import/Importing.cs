using System.Text;
using Commerce.Api.Import;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Tests.Import;

/// <summary>What came of importing one file.</summary>
internal sealed record Imported(ImmutableArray<RowResult> Rows, ImmutableArray<string> Ignored, string? Stopped)
{
    /// <summary>The verdicts in the order of the rows: <c>created created failed</c>.</summary>
    public string Verdicts => string.Join(' ', Rows.Select(row => row.Verdict.ToString().ToLowerInvariant()));

    public string? ReasonOf(long row) => Rows.Single(one => one.Row == row).Reason;
}

/// <summary>Imports texts into the fake shop.</summary>
internal static class Importing
{
    public static Task<Imported> Into(FakeShop shop, string csv, bool stock = false, string currency = "USD") =>
        Into(shop, Encoding.UTF8.GetBytes(csv), stock, currency);

    public static async Task<Imported> Into(FakeShop shop, byte[] csv, bool stock = false, string currency = "USD")
    {
        using var file = await ProductFile.Open(new MemoryStream(csv), CancellationToken.None);
        var options = new ImportOptions(new Call("system"), Currency.Of(currency), stock);
        var rows = ImmutableArray.CreateBuilder<RowResult>();
        if (file.Stopped is null)
        {
            await foreach (var row in new Importer(shop, options).Import(file, CancellationToken.None)) rows.Add(row);
        }

        return new(rows.ToImmutable(), file.Header.Ignored, file.Stopped);
    }

    /// <summary>One row with these cells, by column name.</summary>
    public static string File(params (string Column, string Cell)[] cells) =>
        $"{string.Join(',', cells.Select(cell => cell.Column))}\n"
            + $"{string.Join(',', cells.Select(cell => Quoted(cell.Cell)))}\n";

    public static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"")}\"";
}
