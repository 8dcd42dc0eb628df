using Commerce.Grains.Kernel;

namespace Commerce.Api.Import;

/// <summary><c>import FILE [--stock] [--quiet]</c>: imports a product file from the command line.</summary>
internal static class ImportCommand
{
    /// <summary>Every row of the file is in the shop.</summary>
    public const int AllLanded = 0;

    /// <summary>Some rows failed, or the file could not be read to its end.</summary>
    public const int SomeFailed = 1;

    /// <summary>Nothing was imported: wrong words, no such file, or no product file.</summary>
    public const int NothingDone = 2;

    public const string Usage = """
        import FILE [--stock] [--quiet]
          FILE     product CSV as exported by Shopify
          --stock  quantities are counts, also of products that are there already
          --quiet  tells failed rows only
        """;

    /// <summary>Imports, and prints a line for each row and then the sums.</summary>
    /// <param name="arguments">What follows the word <c>import</c>.</param>
    /// <param name="grains">The shop.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="console">Where to print.</param>
    /// <param name="cancellation">Ends it after what is under way.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> Run(
        IReadOnlyList<string> arguments, IGrainFactory grains, ShopSettings settings, Streams console,
        CancellationToken cancellation)
    {
        var paths = arguments.Where(word => !word.StartsWith("--", StringComparison.Ordinal)).ToList();
        var unknown = arguments.Except(paths).FirstOrDefault(word => word is not ("--stock" or "--quiet"));
        if (paths is not [var path] || unknown is not null)
        {
            await console.Error.WriteLineAsync(unknown is null ? Usage : $"Unknown: {Display.Line(unknown)}\n{Usage}");
            return NothingDone;
        }

        try
        {
            await using var stream = File.OpenRead(path);
            var options = new ImportOptions(
                new Call("system", Why: "import"), Currency.Of(settings.Currency), arguments.Contains("--stock"));
            return await Import(
                stream, new(grains, options), console with { IsQuiet = arguments.Contains("--quiet") }, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await console.Error.WriteLineAsync(fault.Message);
            return NothingDone;
        }
    }

    private static async Task<int> Import(
        Stream stream, Importer importer, Streams console, CancellationToken cancellation)
    {
        using var file = await ProductFile.Open(stream, cancellation);
        if (file.Stopped is { } unreadable)
        {
            await console.Error.WriteLineAsync(unreadable);
            return NothingDone;
        }

        var counts = new ImportCounts();
        await foreach (var row in importer.Import(file, cancellation))
        {
            counts.Add(row);
            if (!console.IsQuiet || row.Verdict == ImportVerdict.Failed)
                await console.Output.WriteLineAsync(LineOf(row));
        }

        if (!file.Header.Ignored.IsEmpty)
            await console.Output.WriteLineAsync($"Columns ignored: {string.Join(", ", file.Header.Ignored)}.");
        if (file.Stopped is { } stopped) await console.Error.WriteLineAsync(stopped);
        await console.Output.WriteLineAsync($"{counts}.");
        return counts.Failed > 0 || file.Stopped is not null ? SomeFailed : AllLanded;
    }

    private static string LineOf(RowResult row)
    {
        var name = row.Sku is null ? row.Handle : $"{row.Handle} {row.Sku}";
        var verdict = row.Verdict.ToString().ToLowerInvariant();
        return $"row {row.Row} {verdict} {name}{(row.Reason is null ? "" : $": {row.Reason}")}";
    }
}

/// <summary>Where a command prints.</summary>
/// <param name="Output">What was asked for.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="IsQuiet">Whether to leave out what went as it should.</param>
internal sealed record Streams(TextWriter Output, TextWriter Error, bool IsQuiet = false);
