using System.Globalization;
using System.Text;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Checkout;

/// <summary>Where an order goes and how (CHK-02, CHK-03, CHK-08).</summary>
/// <param name="Email">One plain address, at most 254 characters.</param>
/// <param name="Address">Needed unless there is nothing to ship.</param>
/// <param name="Method"><c>standard</c>, <c>express</c>, <c>pickup</c>; <c>none</c> is set when nothing is
/// shipped.</param>
[GenerateSerializer, Immutable, Alias("delivery")]
public sealed record Delivery(string Email, Address? Address, string Method)
{
    /// <summary>Whether somebody carries it: it is neither fetched nor nothing to ship (FUL-05).</summary>
    public bool IsCarried() => Method is not ("none" or "pickup");

    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => $"Delivery {{ {Method} }}";
}

/// <summary>A postal address.</summary>
/// <param name="Name">Recipient.</param>
/// <param name="Line1">First line.</param>
/// <param name="Line2">Second line, if any.</param>
/// <param name="City">City.</param>
/// <param name="Region">State or region, if any.</param>
/// <param name="PostalCode">Postal code, if any.</param>
/// <param name="Country">ISO 3166 code, two capital letters.</param>
/// <param name="Phone">Telephone, if any.</param>
[GenerateSerializer, Immutable, Alias("address")]
public sealed record Address(
    string Name, string Line1, string? Line2, string City, string? Region, string? PostalCode, string Country,
        string? Phone)
{
    /// <summary>Why it cannot be taken (CHK-03), if it cannot.</summary>
    public InvalidValue? Fault() =>
        !IsSaid(Name) ? Missing("name")
        : !IsSaid(Line1) ? Missing("line1")
        : !IsSaid(City) ? Missing("city")
        : Country is [var first, var second] && char.IsAsciiLetter(first) && char.IsAsciiLetter(second) ? null
        : new("A country is two letters, as ISO 3166 has it.") { Param = "/address/country" };

    /// <summary>As it is kept: countries have capitals.</summary>
    public Address Settled() => this with { Country = Country.ToUpperInvariant() };

    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => "Address";

    private static InvalidValue Missing(string field) =>
        new("An address has a name, a first line and a city.") { Param = "/address/" + field };

    // What nobody can see is not said.
    private static bool IsSaid(string text) => text.EnumerateRunes().Any(rune =>
        !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format);
}
