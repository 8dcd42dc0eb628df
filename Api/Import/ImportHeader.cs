namespace Commerce.Api.Import;

/// <summary>Where each column stands in a file.</summary>
internal sealed class ImportHeader
{
    private readonly int[] places;

    private ImportHeader(int[] places, ImmutableArray<string> ignored, int width)
    {
        this.places = places;
        Ignored = ignored;
        Width = width;
    }

    /// <summary>Names of the columns that are not read, in the order of the file.</summary>
    public ImmutableArray<string> Ignored { get; }

    /// <summary>How many columns the file has.</summary>
    public int Width { get; }

    /// <summary>Reads the names of the first row; a name that comes twice counts where it stands first.</summary>
    public static ImportHeader Of(IReadOnlyList<string> names)
    {
        var places = new int[ImportColumns.Count];
        Array.Fill(places, -1);
        var ignored = ImmutableArray.CreateBuilder<string>();
        for (var place = 0; place < names.Count; place++)
        {
            if (ImportColumns.TryFind(names[place], out var column) && places[(int)column] < 0)
                places[(int)column] = place;
            else if (names[place].Trim() is { Length: > 0 } name)
                ignored.Add(Display.Line(name));
        }

        return new(places, ignored.ToImmutable(), names.Count);
    }

    /// <summary>Whether the file has a column.</summary>
    public bool Has(ImportColumn column) => places[(int)column] >= 0;

    /// <summary>The place of a column, from 0; negative when the file does not have it.</summary>
    public int PlaceOf(ImportColumn column) => places[(int)column];
}
