using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Carts;

/// <summary>Lists carts from their read table (ORD-28).</summary>
[Alias("cart-list")]
public interface ICartListGrain : IGrainWithStringKey
{
    /// <summary>The carts that fit, those changed last first.</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>, <see cref="SortUnknown"/>. Sort names: <c>-changed</c> (the
    /// list's own order), <c>changed</c>.</remarks>
    /// <param name="filter">Which carts.</param>
    /// <param name="page">Which page.</param>
    [Alias("list")]
    Task<Outcome<Page<CartListEntry>>> List(CartFilter filter, PageRequest page);
}

/// <summary>Which carts are wanted; null: all.</summary>
/// <param name="Status"><c>open</c>, <c>frozen</c>, <c>closed</c>, <c>expired</c> or <c>merged</c>.</param>
/// <param name="From">Changed at this time or later.</param>
/// <param name="To">Changed before this time.</param>
[GenerateSerializer, Immutable, Alias("cart-filter")]
public sealed record CartFilter(string? Status, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>A cart in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Lines">How many lines it has.</param>
/// <param name="Units">How many units.</param>
/// <param name="Total">What it comes to, by its last quote.</param>
/// <param name="Order">The order it became or is becoming.</param>
/// <param name="CreatedAt">When its first line came.</param>
/// <param name="ChangedAt">When it was last changed.</param>
[GenerateSerializer, Immutable, Alias("cart-list-entry")]
public sealed record CartListEntry(
    CartId Id, string Status, int Lines, int Units, Money Total, OrderId? Order, DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt);
