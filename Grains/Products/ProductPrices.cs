using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;

namespace Commerce.Grains.Products;

/// <summary>What a product costs besides its regular prices (PRC-05, UCL-06, SHP-01).</summary>
/// <param name="Sales">Past, current and coming ones.</param>
/// <param name="ClassPrices">Prices of user classes.</param>
/// <param name="Shipping">Shipping of a unit; null: the shop's rules say.</param>
/// <param name="ShippingAdditional">Shipping of every unit but the first of an order; null: as the first.</param>
[GenerateSerializer, Immutable, Alias("product-prices")]
public sealed record ProductPrices(
    ImmutableArray<Sale> Sales, ImmutableArray<ClassPrice> ClassPrices, Money? Shipping, Money? ShippingAdditional)
{
    /// <summary>Regular prices only.</summary>
    public static ProductPrices None { get; } = new([], [], null, null);
}

/// <summary>A lower price for a while: introductory, special offer, with a code or without (PRC-05).</summary>
/// <param name="Id">Its id within the product.</param>
/// <param name="Name">What the price is called, 1 to 30 characters.</param>
/// <param name="Sku">The variant it is for; null: all of the product.</param>
/// <param name="Amount">The price.</param>
/// <param name="Begins">Its first moment.</param>
/// <param name="Ends">Its last moment.</param>
/// <param name="Code">What a buyer must know, 1 to 20 characters; null: nothing.</param>
[GenerateSerializer, Immutable, Alias("sale")]
public sealed record Sale(
    string Id, string Name, Sku? Sku, Money Amount, DateTimeOffset Begins, DateTimeOffset Ends, string? Code)
{
    /// <summary>Whether it holds at a time, its first and last moments included.</summary>
    /// <param name="now">The time.</param>
    public bool IsCurrent(DateTimeOffset now) => Begins <= now && now <= Ends;

    /// <summary>Whether it is for a variant.</summary>
    /// <param name="sku">The variant.</param>
    public bool IsFor(Sku sku) => Sku is null || Sku == sku;
}

/// <summary>What a user class pays (UCL-06).</summary>
/// <param name="Class">Which class.</param>
/// <param name="Sku">The variant it is for; null: all of the product.</param>
/// <param name="Price">The price.</param>
[GenerateSerializer, Immutable, Alias("class-price")]
public sealed record ClassPrice(ClassId Class, Sku? Sku, Money Price)
{
    /// <summary>Whether it is for a variant.</summary>
    /// <param name="sku">The variant.</param>
    public bool IsFor(Sku sku) => Sku is null || Sku == sku;
}

/// <summary>What staff change of a product's prices.</summary>
[GenerateSerializer, Immutable, Alias("price-change")]
public abstract record PriceChange
{
    private PriceChange() { }

    /// <summary>One sale more.</summary>
    /// <param name="Sale">All of it.</param>
    [GenerateSerializer, Immutable, Alias("price-change.add-sale")]
    public sealed record AddSale(Sale Sale) : PriceChange;

    /// <summary>A sale is another (PRC-07).</summary>
    /// <param name="Sale">All of it, with the id it has.</param>
    [GenerateSerializer, Immutable, Alias("price-change.change-sale")]
    public sealed record ChangeSale(Sale Sale) : PriceChange;

    /// <summary>A sale ends now (PRC-07).</summary>
    /// <param name="SaleId">Which.</param>
    [GenerateSerializer, Immutable, Alias("price-change.expire-sale")]
    public sealed record ExpireSale(string SaleId) : PriceChange;

    /// <summary>What a class pays; nothing: what everybody does.</summary>
    /// <param name="Class">Which class.</param>
    /// <param name="Prices">All its prices of this product.</param>
    [GenerateSerializer, Immutable, Alias("price-change.set-class")]
    public sealed record SetClass(ClassId Class, ImmutableArray<ClassPrice> Prices) : PriceChange;

    /// <summary>What shipping a unit costs; nothing: what the shop's rules say (SHP-01).</summary>
    /// <param name="First">Of the first unit, or of every unit.</param>
    /// <param name="Additional">Of every unit but the first.</param>
    [GenerateSerializer, Immutable, Alias("price-change.set-shipping")]
    public sealed record SetShipping(Money? First, Money? Additional) : PriceChange;
}
