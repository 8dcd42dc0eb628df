using Commerce.Grains.Carts;

namespace Commerce.Api.Orders;

/// <summary>Tells whether an address names an order at all; an order's id follows from its cart's.</summary>
internal static class OrderAddress
{
    private const string Prefix = "order-";

    public static bool IsOne(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && CartId.IsOne("cart-" + text[Prefix.Length..]);
}
