using System.Buffers.Text;
using System.Text;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Problems;

/// <summary>A problem's id: <c>problem-…</c>, made of the key that names its matter, so that the same matter is the
/// same problem.</summary>
/// <param name="Value">The text.</param>
[GenerateSerializer, Immutable, Alias("problem-id")]
public readonly record struct ProblemId(string Value) : IIdentifier<ProblemId>
{
    private const string Prefix = "problem-";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public static ProblemId Of(string value) => new(value);

    /// <summary>The id of the problem about a matter.</summary>
    /// <param name="key">The matter's name: <c>payment/pi_1/stray</c>.</param>
    public static ProblemId About(string key) => new(Prefix + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key)));

    /// <summary>The matter's name; null: this is no id of a problem.</summary>
    public string? Key()
    {
        if (!Value.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(Value.AsSpan(Prefix.Length)))
            return null;
        try
        {
            var key = Strict.GetString(Base64Url.DecodeFromChars(Value.AsSpan(Prefix.Length)));
            return key.Length > 0 && !key.Any(char.IsControl) && About(key) == this ? key : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
