using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;

namespace Commerce.Grains.Checkout;

/// <summary>What a quote is made of: a variant as the catalogue has it, and how many.</summary>
/// <param name="Item">The variant.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Price">What its buyer pays for one; null: the regular price.</param>
[GenerateSerializer, Immutable, Alias("quote-line")]
public sealed record QuoteLine(CatalogueItem Item, int Quantity, PriceChoice? Price = null)
{
    /// <summary>What one unit costs; the item has a price.</summary>
    public PriceChoice UnitPrice() => Price ?? new(Item.Price!.Value, PriceChoice.OurPrice);
}

/// <summary>What an order would cost, unit by unit: frozen on the order when it is confirmed (PRC-11).</summary>
/// <param name="Items">Equal units together.</param>
/// <param name="BaseShipping">The order's own shipping charge (SHP-04).</param>
/// <param name="BaseShippingTax">Tax on it (TAX-02).</param>
/// <param name="Totals">What it comes to.</param>
/// <param name="Certificates">The customer's certificates that take part, in their order (GC-15); null: none.</param>
[GenerateSerializer, Immutable, Alias("quote")]
public sealed record Quote(
    ImmutableArray<QuoteItem> Items, Money BaseShipping, Money BaseShippingTax, Totals Totals,
    ImmutableArray<CertificateShare>? Certificates = null)
{
    /// <summary>The certificates that pay a part of it.</summary>
    public ImmutableArray<CertificateShare> Shares() => Certificates ?? [];

    /// <summary>Whether both come to the same in every amount, whatever things are called meanwhile.</summary>
    /// <param name="other">Another quote.</param>
    public bool SameAs(Quote other) => BaseShipping == other.BaseShipping && BaseShippingTax == other.BaseShippingTax
        && Totals == other.Totals && Items.Select(Amounts).SequenceEqual(other.Items.Select(Amounts));

    private static (Sku, int, Money, Money, Money, Money) Amounts(QuoteItem item) => (
        item.Sku, item.Quantity, item.UnitPrice, item.UnitShipping, item.UnitPriceTax, item.UnitShippingTax);
}

/// <summary>Units that are equal in everything: each amount is that of one unit, rounded by itself (SHP-08,
/// TAX-02).</summary>
/// <param name="Id">Its id within the order, <c>1</c>, <c>2</c> …</param>
/// <param name="Sku">The variant.</param>
/// <param name="Product">Its product.</param>
/// <param name="Name">The product's name.</param>
/// <param name="Options">The variant's options.</param>
/// <param name="Quantity">How many equal units.</param>
/// <param name="UnitPrice">Price of one (PRC-01).</param>
/// <param name="PriceName">Why this price (PRC-02).</param>
/// <param name="UnitShipping">Shipping of one (SHP-01).</param>
/// <param name="UnitPriceTax">Tax on the price of one.</param>
/// <param name="UnitShippingTax">Tax on the shipping of one.</param>
/// <param name="SoftGood">Nothing to ship.</param>
/// <param name="Tracked">Has a stock item.</param>
[GenerateSerializer, Immutable, Alias("quote-item")]
public sealed record QuoteItem(
    string Id,
    Sku Sku,
    ProductId Product,
    string Name,
    string Options,
    int Quantity,
    Money UnitPrice,
    string PriceName,
    Money UnitShipping,
    Money UnitPriceTax,
    Money UnitShippingTax,
    bool SoftGood,
    bool Tracked)
{
    /// <summary>Everything that one unit costs.</summary>
    public Money UnitTotal() => UnitPrice + UnitShipping + UnitPriceTax + UnitShippingTax;
}

/// <summary>How much of an order one gift certificate pays.</summary>
/// <param name="Certificate">Its id: <c>certificate-…</c>.</param>
/// <param name="Expires">When it lapses.</param>
/// <param name="Amount">How much it pays.</param>
[GenerateSerializer, Immutable, Alias("certificate-share")]
public sealed record CertificateShare(string Certificate, DateTimeOffset Expires, Money Amount)
{
    /// <summary>Its number; the lower goes first where two lapse at once (GC-15).</summary>
    [Id(0)]
    public long Number { get; init; }
}

/// <summary>What something comes to. Due = items + shipping + tax − certificates.</summary>
/// <param name="Items">Prices.</param>
/// <param name="Shipping">Shipping, the order's own included.</param>
/// <param name="Tax">Tax on both.</param>
/// <param name="Certificates">Covered by gift certificates.</param>
/// <param name="Due">To be paid by card.</param>
[GenerateSerializer, Immutable, Alias("totals")]
public sealed record Totals(Money Items, Money Shipping, Money Tax, Money Certificates, Money Due);
