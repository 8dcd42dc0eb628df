using System.Globalization;
using System.Text;
using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;

namespace Commerce.Grains.Checkout;

/// <summary>What a delivery must say (CHK-03, CHK-05, CHK-08): pure.</summary>
internal static class Deliveries
{
    /// <summary>Why the delivery cannot be taken, if it cannot.</summary>
    public static Refusal? FaultOf(Delivery delivery, bool softOnly, ShopSettings settings)
    {
        if (!EmailAddress.IsOne(delivery.Email))
            return new InvalidValue("This is not one plain e-mail address.") { Param = "/email" };
        if (delivery.Address is { } address && FaultOf(address) is { } wrong) return wrong;
        if (softOnly) return null;
        var offered = delivery.Method switch
        {
            ShippingMethods.Standard => true,
            ShippingMethods.Express => settings.ExpressShipping,
            ShippingMethods.Pickup => settings.Pickup,
            _ => false,
        };
        if (!offered) return new InvalidValue("This shipping method is not offered.") { Param = "/method" };
        return delivery.Address is null && delivery.Method != ShippingMethods.Pickup
            ? new CartIncomplete("address") { Param = "/address" }
            : null;
    }

    /// <summary>The delivery as it is kept: soft goods are not shipped (CHK-05), countries have capitals.</summary>
    public static Delivery Settled(Delivery delivery, bool softOnly) => delivery with
    {
        Method = softOnly ? ShippingMethods.None : delivery.Method,
        Address = delivery.Address is { } address ? Settled(address) : null,
    };

    /// <summary>The address as it is kept.</summary>
    public static Address Settled(Address address) =>
        address with { Country = address.Country.ToUpperInvariant() };

    /// <summary>Why an address cannot be taken, if it cannot.</summary>
    public static InvalidValue? FaultOf(Address address) =>
        !IsSaid(address.Name) ? Missing("name")
        : !IsSaid(address.Line1) ? Missing("line1")
        : !IsSaid(address.City) ? Missing("city")
        : address.Country is [var first, var second] && char.IsAsciiLetter(first) && char.IsAsciiLetter(second) ? null
        : new("A country is two letters, as ISO 3166 has it.") { Param = "/address/country" };

    private static InvalidValue Missing(string field) =>
        new("An address has a name, a first line and a city.") { Param = "/address/" + field };

    // What nobody can see is not said.
    private static bool IsSaid(string text) => text.EnumerateRunes().Any(rune =>
        !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format);
}
