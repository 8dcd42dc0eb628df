using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Grains.Orders;

/// <summary>What is there to be shipped, from the read tables.</summary>
[Alias("fulfilment")]
public interface IFulfilmentGrain : IGrainWithStringKey
{
    /// <summary>Orders with something to ship: by shipping method, then state, then id; the stale ones alone by when
    /// their promise ends (FUL-01).</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>.</remarks>
    /// <param name="filter">Which orders.</param>
    /// <param name="page">Which page.</param>
    [Alias("list")]
    Task<Outcome<Page<FulfilmentEntry>>> List(FulfilmentFilter filter, PageRequest page);

    /// <summary>How many units of what it takes to ship everything, most first (FUL-02).</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>.</remarks>
    /// <param name="page">Which page.</param>
    [Alias("needed")]
    Task<Outcome<Page<NeededItem>>> Needed(PageRequest page);
}

/// <summary>Which orders are wanted.</summary>
/// <param name="Method">One shipping method; null: all.</param>
/// <param name="Stale">Only those whose promise of money is over or ends within a day.</param>
[GenerateSerializer, Immutable, Alias("fulfilment-filter")]
public sealed record FulfilmentFilter(string? Method, bool Stale);

/// <summary>An order with something to ship.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its number for people.</param>
/// <param name="Method">How it goes.</param>
/// <param name="Status">One state of ORD-01.</param>
/// <param name="ConfirmedAt">When it was submitted.</param>
/// <param name="Name">The recipient's name, if there is one.</param>
/// <param name="Email">The buyer's address.</param>
/// <param name="AuthorizationEnds">When the promise that pays it ends, or ended; null: none is needed.</param>
/// <param name="Stale">Whether that is over or within a day: charge it, ask the customer, or void it.</param>
/// <param name="Items">What is to be shipped.</param>
[GenerateSerializer, Immutable, Alias("fulfilment-entry")]
public sealed record FulfilmentEntry(
    OrderId Id,
    long Number,
    string Method,
    string Status,
    DateTimeOffset ConfirmedAt,
    string? Name,
    string? Email,
    DateTimeOffset? AuthorizationEnds,
    bool Stale,
    ImmutableArray<UnshippedItem> Items);

/// <summary>Units that are to be shipped.</summary>
/// <param name="ItemId">Which item of the order.</param>
/// <param name="Sku">The variant.</param>
/// <param name="Name">The product's name when it was ordered.</param>
/// <param name="Options">The variant's options.</param>
/// <param name="Quantity">How many.</param>
[GenerateSerializer, Immutable, Alias("unshipped-item")]
public sealed record UnshippedItem(string ItemId, Sku Sku, string Name, string Options, int Quantity);

/// <summary>What is needed of one variant.</summary>
/// <param name="Product">Its product.</param>
/// <param name="Sku">The variant.</param>
/// <param name="Name">The product's name.</param>
/// <param name="Options">The variant's options.</param>
/// <param name="Units">How many units are to be shipped.</param>
[GenerateSerializer, Immutable, Alias("needed-item")]
public sealed record NeededItem(ProductId Product, Sku Sku, string Name, string Options, long Units);
