using Commerce.Grains.Carts;
using Commerce.Grains.Orders;

namespace Commerce.Api.Orders;

/// <summary>Tells whether an address names an order at all; an order's id follows from its cart's.</summary>
internal static class OrderAddress
{
    public static bool IsOne(string text) => text.StartsWith(OrderId.Prefix, StringComparison.Ordinal)
        && CartId.IsOne(CartId.Prefix + text[OrderId.Prefix.Length..]);
}
