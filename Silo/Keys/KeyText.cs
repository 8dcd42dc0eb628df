using System.Security.Cryptography;
using System.Text;
using Commerce.Grains.Access;
using Microsoft.AspNetCore.WebUtilities;

namespace Commerce.Silo.Keys;

/// <summary>How our keys look: <c>sk_</c> or <c>pk_</c>, eight characters by which they are found, a secret of 32
/// bytes.</summary>
public static class KeyText
{
    private const int SecretBytes = 32;
    private const int SecretLength = 43;
    private const int PrefixLength = 3;

    /// <summary>A fresh key, to be shown once.</summary>
    /// <param name="kind">Whom it is for.</param>
    /// <param name="id">By which it is found.</param>
    public static string Make(AccessKind kind, AccessKeyId id) =>
        $"{Prefix(kind)}{id}_{WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(SecretBytes))}";

    /// <summary>An id that nobody chose.</summary>
    public static AccessKeyId FreshId() =>
        new(RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", AccessKeyId.Length));

    /// <summary>The id in a text that looks like one of our keys.</summary>
    /// <param name="key">The text.</param>
    /// <param name="id">The id in it.</param>
    public static bool TryRead(string key, out AccessKeyId id)
    {
        id = default;
        const int length = PrefixLength + AccessKeyId.Length + 1 + SecretLength;
        if (key.Length != length || key[PrefixLength + AccessKeyId.Length] != '_') return false;
        if (!key.StartsWith("sk_", StringComparison.Ordinal) && !key.StartsWith("pk_", StringComparison.Ordinal))
            return false;
        var text = key.AsSpan(PrefixLength, AccessKeyId.Length);
        id = new(text.ToString());
        return AccessKeyId.IsOne(text);
    }

    /// <summary>What is stored of a key.</summary>
    /// <param name="key">The whole key.</param>
    public static string Hash(string key) =>
        WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static string Prefix(AccessKind kind) => kind == AccessKind.Admin ? "sk_" : "pk_";
}
