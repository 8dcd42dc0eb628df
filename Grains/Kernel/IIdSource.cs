using System.Security.Cryptography;

namespace Commerce.Grains.Kernel;

/// <summary>Makes new ids: time first, so that they sort by age, then chance. They are no secrets. The grains' only
/// source of chance.</summary>
internal interface IIdSource
{
    /// <summary>26 characters, lower case: a ULID.</summary>
    string Next();

    /// <summary>Letters that nobody can guess.</summary>
    string Secret(string alphabet, int length);
}

/// <summary>ULIDs from the clock and the system's random source.</summary>
internal sealed class Ulids(TimeProvider clock) : IIdSource
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public string Next()
    {
        Span<byte> chance = stackalloc byte[16];
        RandomNumberGenerator.Fill(chance);
        return Text(clock.GetUtcNow().ToUnixTimeMilliseconds(), chance);
    }

    public string Secret(string alphabet, int length) => RandomNumberGenerator.GetString(alphabet, length);

    /// <summary>48 bits of time and 16 letters of chance, five bits a letter.</summary>
    internal static string Text(long milliseconds, ReadOnlySpan<byte> chance)
    {
        Span<char> text = stackalloc char[26];
        for (var place = 9; place >= 0; place--, milliseconds >>= 5) text[place] = Alphabet[(int)(milliseconds & 31)];
        for (var place = 0; place < 16; place++) text[10 + place] = Alphabet[chance[place] & 31];
        return new string(text);
    }
}
