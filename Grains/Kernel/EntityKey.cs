using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Commerce.Grains.Kernel;

/// <summary>Makes the keys of entities that are found by a value. Orleans would take a bare hexadecimal text for a
/// number, so every key starts with a prefix that has a letter outside of 0-9a-f.</summary>
internal static class EntityKey
{
    private const int ReadableMost = 120;
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    /// <summary>Prefix + the text in lower case where it is plain and short, else prefix + its hash.</summary>
    /// <param name="prefix">With its dash: <c>sku-</c>.</param>
    /// <param name="text">The value; case is ignored.</param>
    public static string Of(string prefix, string text)
    {
        var key = text.ToLowerInvariant();
        return key.Length is > 0 and <= ReadableMost && !key.AsSpan().ContainsAnyExcept(Plain)
            ? prefix + key
            : $"{prefix}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
    }
}
