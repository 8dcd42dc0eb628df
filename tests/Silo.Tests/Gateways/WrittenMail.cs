using System.Text;
using System.Text.RegularExpressions;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>A mail as a reader takes it: headers unfolded and decoded, body decoded.</summary>
internal sealed partial record WrittenMail(IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    public string this[string header] => Headers.Single(one => one.Key == header).Value;

    public static WrittenMail Of(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = text[..end].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n")
            .Select(line => line.Split(": ", 2))
            .Select(parts => KeyValuePair.Create(parts[0], Decoded(parts[1])))
            .ToList();
        var mail = new WrittenMail(headers, text[(end + 4)..]);
        return mail["Content-Transfer-Encoding"] == "7bit" ? mail : mail with { Body = Unquoted(mail.Body) };
    }

    private static string Decoded(string value)
    {
        var joined = Regex.Replace(value, @"\?=\s+=\?", "?==?");
        return Word().Replace(joined, word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[1].Value)));
    }

    private static string Unquoted(string body)
    {
        var bytes = new List<byte>();
        var joined = body.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var place = 0; place < joined.Length; place++)
        {
            var isQuoted = joined[place] == '=';
            bytes.Add(isQuoted ? Convert.ToByte(joined.Substring(place + 1, 2), 16) : (byte)joined[place]);
            if (isQuoted) place += 2;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex(@"=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=")]
    private static partial Regex Word();
}
