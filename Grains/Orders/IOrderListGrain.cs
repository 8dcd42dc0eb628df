using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Orders;

/// <summary>Lists orders from their read table.</summary>
[Alias("order-list")]
public interface IOrderListGrain : IGrainWithStringKey
{
    /// <summary>The orders that fit, newest first (ORD-27).</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>, <see cref="SortUnknown"/>. Sort names: <c>-confirmed</c>
    /// (the list's own order), <c>confirmed</c>, <c>number</c>, <c>-number</c>, <c>total</c>, <c>-total</c>.</remarks>
    /// <param name="filter">Which orders.</param>
    /// <param name="page">Which page.</param>
    [Alias("list")]
    Task<Outcome<Page<OrderListEntry>>> List(OrderFilter filter, PageRequest page);
}

/// <summary>Which orders are wanted.</summary>
/// <param name="Status">One state of ORD-01, <see cref="Reportable"/>, or null for all.</param>
/// <param name="From">Confirmed at this time or later.</param>
/// <param name="To">Confirmed before this time.</param>
/// <param name="Customer">One customer's, without those in basket, expired or void (CHK-23); null for all.</param>
/// <param name="Words">The beginnings of up to five words: the number, the recipient's last name, a SKU, a word of a
/// product's name (ORD-26); null for all.</param>
[GenerateSerializer, Immutable, Alias("order-filter")]
public sealed record OrderFilter(
    string? Status, DateTimeOffset? From, DateTimeOffset? To, CustomerId? Customer = null, string? Words = null)
{
    /// <summary>The states that reports count (ORD-12): neither confirmed nor returned nor void.</summary>
    public const string Reportable = "reportable";
}

/// <summary>One order in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its number for people.</param>
/// <param name="Status">One state of ORD-01.</param>
/// <param name="Units">How many units, void ones not counted.</param>
/// <param name="Due">What was due by card when it was placed.</param>
/// <param name="Name">The recipient's name, if there is one.</param>
/// <param name="Email">The buyer's address.</param>
/// <param name="Method">The shipping method.</param>
/// <param name="ConfirmedAt">When it was submitted.</param>
/// <param name="StatusText">For the customer (ORD-15), where the row says it.</param>
[GenerateSerializer, Immutable, Alias("order-list-entry")]
public sealed record OrderListEntry(
    OrderId Id, long Number, string Status, int Units, Money Due, string? Name, string? Email, string Method,
    DateTimeOffset ConfirmedAt, string? StatusText = null)
{
    /// <summary>When it was last put into the basket (ORD-13).</summary>
    [Id(0)]
    public DateTimeOffset? InBasketAt { get; init; }

    /// <summary>When it was paid for (ORD-13).</summary>
    [Id(1)]
    public DateTimeOffset? AuthorizedAt { get; init; }

    /// <summary>When it was voided (ORD-13).</summary>
    [Id(2)]
    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>When its cart lapsed (ORD-13).</summary>
    [Id(3)]
    public DateTimeOffset? ExpiredAt { get; init; }

    /// <summary>What is due by card now (MON-05): less what is void or was given back.</summary>
    [Id(4)]
    public Money? DueNow { get; init; }
}
