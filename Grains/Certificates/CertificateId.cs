using System.Buffers;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Certificates;

/// <summary>A gift certificate's id: <c>certificate-…</c>. It is no secret; what opens it is its claim
/// check.</summary>
/// <param name="Value">The text.</param>
[GenerateSerializer, Immutable, Alias("certificate-id")]
public readonly record struct CertificateId(string Value) : IIdentifier<CertificateId>
{
    /// <summary>What every id of a certificate starts with.</summary>
    public const string Prefix = "certificate-";

    private static readonly SearchValues<char> Letters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    /// <inheritdoc/>
    public static CertificateId Of(string value) => new(value);

    /// <summary>The certificate with a name that no other has: letters and digits.</summary>
    /// <param name="name">What follows the prefix.</param>
    public static CertificateId Named(string name) => new(Prefix + name);

    /// <summary>Whether a text can be a certificate's id at all.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(string text) => text.Length > Prefix.Length && text.Length <= 64
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Letters) < 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
