namespace Commerce.Api.Import;

/// <summary>Makes text out of a file fit for one line of a terminal or a result.</summary>
internal static class Display
{
    private const int LengthMost = 120;

    /// <summary>On one line, without control characters, cut where it is long.</summary>
    public static string Line(string text)
    {
        var start = Cut.To(text, LengthMost);
        var shown = string.Create(start.Length, start, static (line, text) =>
        {
            for (var place = 0; place < line.Length; place++)
                line[place] = char.IsControl(text[place]) || text[place] is '\u2028' or '\u2029' ? ' ' : text[place];
        });
        return text.Length > LengthMost ? shown + "…" : shown;
    }
}
