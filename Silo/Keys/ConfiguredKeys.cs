namespace Commerce.Silo.Keys;

/// <summary>Keys given by configuration, section <c>Commerce:Keys</c>: valid exactly as long as they stand
/// there.</summary>
public sealed record ConfiguredKeys
{
    private const int Least = 24;

    /// <summary>The storefront's, which is public.</summary>
    public string? Storefront { get; init; }

    /// <summary>An owner's.</summary>
    public string? Admin { get; init; }

    /// <summary>Names what is wrong with them; null when nothing is.</summary>
    public string? Fault() =>
        Storefront is { Length: > 0 and < Least } ? TooShort("Storefront")
        : Admin is { Length: > 0 and < Least } ? TooShort("Admin")
        : Admin is { Length: > 0 } && Admin == Storefront
            ? "Commerce__Keys__Admin and Commerce__Keys__Storefront are the same; a storefront key is public."
        : null;

    /// <summary>Says nothing of the keys.</summary>
    public override string ToString() => "ConfiguredKeys";

    private static string TooShort(string key) => $"Commerce__Keys__{key} has fewer than {Least} characters.";
}
