using System.Text.Json.Serialization;
using Commerce.Grains.Checkout;

namespace Commerce.Grains.Orders;

/// <summary>The four amounts of units, in minor units: charged for them, or given back (ORD-14).</summary>
internal readonly record struct Amounts(long Price, long Shipping, long PriceTax, long ShippingTax)
{
    [JsonIgnore]
    public long Total => Price + Shipping + PriceTax + ShippingTax;

    [JsonIgnore]
    public long Tax => PriceTax + ShippingTax;

    public static Amounts operator +(Amounts left, Amounts right) => new(
        left.Price + right.Price, left.Shipping + right.Shipping, left.PriceTax + right.PriceTax,
        left.ShippingTax + right.ShippingTax);

    public static Amounts operator -(Amounts left, Amounts right) => new(
        left.Price - right.Price, left.Shipping - right.Shipping, left.PriceTax - right.PriceTax,
        left.ShippingTax - right.ShippingTax);

    public static Amounts operator *(Amounts one, long times) =>
        new(one.Price * times, one.Shipping * times, one.PriceTax * times, one.ShippingTax * times);

    /// <summary>What one unit costs.</summary>
    public static Amounts OfOne(QuoteItem item) =>
        new(item.UnitPrice.Amount, item.UnitShipping.Amount, item.UnitPriceTax.Amount, item.UnitShippingTax.Amount);

    /// <summary>What all units cost.</summary>
    public static Amounts Of(QuoteItem item) => OfOne(item) * item.Quantity;
}
