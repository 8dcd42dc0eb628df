using System.Buffers;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Access;

/// <summary>The part of a key that is no secret: eight characters, by which it is looked up.</summary>
/// <param name="Value">The text.</param>
[GenerateSerializer, Immutable, Alias("access-key-id")]
public readonly record struct AccessKeyId(string Value) : IIdentifier<AccessKeyId>
{
    /// <summary>What every grain key of one starts with.</summary>
    public const string Prefix = "key-";

    /// <summary>How many characters it has.</summary>
    public const int Length = 8;

    private static readonly SearchValues<char> Letters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>The grain's key.</summary>
    public string Key => Prefix + Value;

    /// <inheritdoc/>
    public static AccessKeyId Of(string value) => new(value);

    /// <summary>The id in a grain's key.</summary>
    /// <param name="key">The grain's key.</param>
    public static AccessKeyId OfKey(string key) => new(key[Prefix.Length..]);

    /// <summary>Whether a text can be an id at all.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(ReadOnlySpan<char> text) => text.Length == Length && text.IndexOfAnyExcept(Letters) < 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
