using Commerce.Grains.Kernel;

namespace Commerce.Grains.Pricing;

/// <summary>A user class's id: <c>class-…</c>.</summary>
/// <param name="Value">The text.</param>
[GenerateSerializer, Immutable, Alias("class-id")]
public readonly record struct ClassId(string Value) : IIdentifier<ClassId>
{
    /// <summary>What every id of a user class starts with.</summary>
    public const string Prefix = "class-";

    private const int LengthMost = 100;

    /// <inheritdoc/>
    public static ClassId Of(string value) => new(value);

    /// <summary>The class with a name that no other has: letters and digits.</summary>
    /// <param name="name">What follows the prefix.</param>
    public static ClassId Named(string name) => new(Prefix + name);

    /// <summary>Whether a text from outside can be an id at all.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(string text) => text.Length is > 6 and <= LengthMost
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <inheritdoc/>
    public override string ToString() => Value;
}
