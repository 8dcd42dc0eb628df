using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Certificates;

/// <summary>The secret that opens a certificate (GC-08): the first characters of the recipient's mailbox name, ten
/// random ones, and the certificate's number. Upper and lower case differ.</summary>
public static class ClaimCheck
{
    /// <summary>The 57 characters of the random part: none looks like another.</summary>
    public const string Alphabet = "ABCDEFGHIJKLMNPQRSTUVWXYZabcdefghijmnopqrstuvwxyz23456789";

    private const int NameMost = 10;
    private const int RandomLength = 10;

    /// <summary>A new one, for the recipient's e-mail address and the certificate's number.</summary>
    internal static string Make(string recipient, long number, IIdSource ids) =>
        Of(recipient, ids.Secret(Alphabet, RandomLength), number);

    /// <summary>The number that a claim check ends with; null: this is none.</summary>
    /// <param name="text">What somebody typed.</param>
    public static long? NumberOf(string text)
    {
        var end = text.LastIndexOf('-');
        return text.Length <= CertificateLimits.ClaimCheckMost && end >= 0 && long.TryParse(
            text.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    /// <summary>Whether both are the same; the time this takes tells nothing of how much of it was right.</summary>
    internal static bool Same(string kept, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(kept), Encoding.UTF8.GetBytes(given));

    internal static string Of(string recipient, string random, long number)
    {
        var mailbox = recipient[..Math.Max(0, recipient.IndexOf('@', StringComparison.Ordinal))];
        var name = mailbox[..Math.Min(mailbox.Length, NameMost)];
        return string.Create(CultureInfo.InvariantCulture, $"{name}-{random}-{number}");
    }
}
