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
        if (delivery.Address is { } address && address.Fault() is { } wrong) return wrong;
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
        Address = delivery.Address?.Settled(),
    };
}
