namespace Commerce.Api.Import;

/// <summary>The apostrophe with which our exports keep a spreadsheet from taking a text for a formula.</summary>
internal static class Apostrophe
{
    private const string Formula = "=+-@\t\r";

    /// <summary>Takes off one leading apostrophe where what follows it, apostrophes aside, would be a formula. An
    /// export puts one before a text that begins with a formula's sign, or with apostrophes and then such a sign; so
    /// what was exported comes back as it was.</summary>
    public static string Removed(string text)
    {
        var signs = text.AsSpan().TrimStart('\'');
        return signs.Length < text.Length && signs.Length > 0 && Formula.Contains(signs[0]) ? text[1..] : text;
    }
}
