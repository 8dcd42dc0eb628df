using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Commerce.Api.Import;

/// <summary>Puts consecutive rows of the same handle together. A product is held in memory while it is imported, so its
/// rows and their text have limits; what is remembered of all others is a number per handle.</summary>
internal sealed class RowGrouping
{
    /// <summary>Rows of one product: 1,000 variants and their pictures.</summary>
    public const int RowsMost = 1_250;

    private const int CharactersMost = 2_000_000;
    private const int NameLengthMost = 120;

    private readonly HashSet<ulong> seen = [];
    private readonly List<InputRow> open = [];
    private string? slug;
    private string? refusal;
    private int characters;

    /// <summary>Groups rows, one product after the other.</summary>
    public async IAsyncEnumerable<ProductRows> Group(
        IAsyncEnumerable<InputRow> rows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            var handle = row[ImportColumn.Handle];
            var next = handle.Length == 0 ? null : Handles.SlugOf(handle);
            if (open.Count > 0 && Ends(row, next)) yield return Close();
            if (open.Count == 0) Start(next);
            open.Add(Limited(row));
        }

        if (open.Count > 0) yield return Close();
    }

    // A row that cannot be read may have the wrong cells: it does not end the product in whose middle it stands.
    private bool Ends(InputRow row, string? next) =>
        open.Count >= RowsMost || next is null || (next != slug && row.Fault is null);

    private void Start(string? next)
    {
        if (next is not null && next == slug)
        {
            refusal = $"The product has more than {RowsMost:N0} rows.";
            return;
        }

        refusal = next is null || seen.Add(Number(next))
            ? null
            : "Rows of this handle stand further up too: the rows of a product must follow one another.";
        slug = next;
        characters = 0;
    }

    private ProductRows Close()
    {
        ProductRows group = new(slug, [.. open]);
        open.Clear();
        return group;
    }

    private InputRow Limited(InputRow row)
    {
        characters = Math.Min(characters + row.Size, CharactersMost + 1);
        var why = refusal
            ?? (characters > CharactersMost ? $"The product has more than {CharactersMost:N0} characters." : null);
        return why is null && row.Fault is null ? row : new(row.Number, Emptied(row), row.Fault ?? why);
    }

    // A row that is refused keeps nothing but its names: the memory is needed for others.
    private static string?[] Emptied(InputRow row)
    {
        var cells = new string?[ImportColumns.Count];
        cells[(int)ImportColumn.Handle] = Cut.To(row[ImportColumn.Handle], NameLengthMost);
        cells[(int)ImportColumn.Sku] = Cut.To(row[ImportColumn.Sku], NameLengthMost);
        return cells;
    }

    private static ulong Number(string text) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
