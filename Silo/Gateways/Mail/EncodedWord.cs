namespace Commerce.Silo.Gateways.Mail;

/// <summary>Text in a header (RFC 2047): as it is where every reader takes it so, else in base64 words.</summary>
internal static class EncodedWord
{
    private const int PlainMost = 60;

    // 45 bytes are 60 letters of base64; with the frame, a word stays within the 75 characters of RFC 2047.
    private const int WordBytesMost = 45;

    /// <summary>The text for a header such as Subject.</summary>
    public static string Text(string text)
    {
        var clean = Clean(text);
        return IsPlain(clean) ? clean : Words(clean);
    }

    /// <summary>The text as the name before an address.</summary>
    public static string Phrase(string text)
    {
        var clean = Clean(text);
        return IsPlain(clean) ? $"\"{clean.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"" : Words(clean);
    }

    private static string Clean(string text) => string.Concat(text.Where(letter => !char.IsControl(letter))).Trim();

    // Plain text that looks like a word would be decoded by its reader.
    private static bool IsPlain(string text) => text.Length <= PlainMost
        && text.All(letter => letter is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal);

    private static string Words(string text)
    {
        var words = new List<string>();
        var bytes = new List<byte>();
        Span<byte> one = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(one);
            if (bytes.Count + length > WordBytesMost) TakeWord();
            bytes.AddRange(one[..length]);
        }

        TakeWord();
        return string.Join("\r\n ", words);

        void TakeWord()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=");
            bytes.Clear();
        }
    }
}
