namespace Commerce.Api.Import;

/// <summary>The columns that tell variants apart.</summary>
internal static class Options
{
    /// <summary>Longest name of an option.</summary>
    public const int NameLengthMost = 100;

    /// <summary>Longest value of an option.</summary>
    public const int ValueLengthMost = 200;

    private const string NoOption = "Default Title";

    /// <summary>Columns of the options' names.</summary>
    public static ImmutableArray<ImportColumn> Names { get; } =
        [ImportColumn.Option1Name, ImportColumn.Option2Name, ImportColumn.Option3Name];

    /// <summary>Columns of the options' values.</summary>
    public static ImmutableArray<ImportColumn> Values { get; } =
        [ImportColumn.Option1Value, ImportColumn.Option2Value, ImportColumn.Option3Value];

    /// <summary>Whether a row gives any value.</summary>
    public static bool Fills(InputRow row) => Values.Any(column => row[column].Length > 0);

    /// <summary>Whether a row gives no value but the one that products without options have.</summary>
    public static bool AreDefault(InputRow row) =>
        Values.All(column => row[column] is { Length: 0 } or NoOption) && row[ImportColumn.Option2Value].Length == 0;
}
