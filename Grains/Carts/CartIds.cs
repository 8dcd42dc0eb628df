using System.Buffers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Carts;

/// <summary>A cart's id: <c>cart-…</c>. It is no secret; the cart is opened by its token.</summary>
/// <param name="Value">The text.</param>
[GenerateSerializer, Immutable, Alias("cart-id")]
public readonly record struct CartId(string Value) : IIdentifier<CartId>
{
    /// <summary>What every id of a cart starts with.</summary>
    public const string Prefix = "cart-";

    private static readonly SearchValues<char> Letters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>The order that this cart becomes: made once, since it follows from the cart's id.</summary>
    public OrderId Order => new(OrderId.Prefix + Value[Prefix.Length..]);

    /// <summary>The cart that takes this one's lines when the one they were meant for has ended.</summary>
    public CartId Aside => new(Value + "m");

    /// <inheritdoc/>
    public static CartId Of(string value) => new(value);

    /// <summary>The cart with a name that nobody else has: letters and digits.</summary>
    /// <param name="name">What follows the prefix.</param>
    public static CartId Named(string name) => new(Prefix + name);

    /// <summary>The cart that an order came from.</summary>
    /// <param name="order">The order.</param>
    public static CartId Of(OrderId order) => new(Prefix + order.Value[OrderId.Prefix.Length..]);

    /// <summary>Whether a text can be a cart's id at all.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(string text) =>
        text.Length is > 5 and <= 64 && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Letters) < 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}
