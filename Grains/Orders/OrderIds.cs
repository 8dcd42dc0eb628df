using System.Buffers;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Orders;

/// <summary>An order's id: <c>order-…</c>, made of its cart's id.</summary>
/// <param name="Value">The text.</param>
[GenerateSerializer, Immutable, Alias("order-id")]
public readonly record struct OrderId(string Value) : IIdentifier<OrderId>
{
    /// <summary>What every id of an order starts with.</summary>
    public const string Prefix = "order-";

    private const int LengthMost = 65;

    private static readonly SearchValues<char> Letters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    /// <inheritdoc/>
    public static OrderId Of(string value) => new(value);

    /// <summary>Whether a text from outside can be an id at all.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(string text) => text.Length > Prefix.Length && text.Length <= LengthMost
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Letters) < 0;

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>One try to pay one cart: order id and number, <c>order-…/2</c>. Holds, gateway keys and verdicts are
/// keyed by it.</summary>
/// <param name="Value">The text.</param>
[GenerateSerializer, Immutable, Alias("attempt-id")]
public readonly record struct AttemptId(string Value) : IIdentifier<AttemptId>
{
    private const string AdditionPrefix = "add-";

    /// <summary>The order it belongs to.</summary>
    public OrderId Order => new(Value[..Value.LastIndexOf('/')]);

    /// <summary>Its number, from 1; additions have none.</summary>
    public int Number =>
        int.Parse(Value.AsSpan(Value.LastIndexOf('/') + 1), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether it pays nothing and only holds what staff add to a placed order (ORD-19).</summary>
    public bool IsAddition =>
        Value.AsSpan(Value.LastIndexOf('/') + 1).StartsWith(AdditionPrefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public static AttemptId Of(string value) => new(value);

    /// <summary>The addition to an order with a name: <c>order-…/add-…</c>.</summary>
    /// <param name="order">The order.</param>
    /// <param name="name">Names it among the order's additions; the same request has the same name.</param>
    public static AttemptId OfAddition(OrderId order, string name) => new($"{order.Value}/{AdditionPrefix}{name}");

    /// <summary>The attempt of an order with a number.</summary>
    /// <param name="order">The order.</param>
    /// <param name="number">From 1.</param>
    public static AttemptId Of(OrderId order, int number) => new($"{order.Value}/{number}");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
