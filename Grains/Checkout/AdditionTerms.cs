using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;

namespace Commerce.Grains.Checkout;

/// <summary>What is added to a placed order, and the rules of this day that it is priced by (ORD-19, PRC-12).</summary>
/// <param name="Line">Variant, quantity, and the price of one unit.</param>
/// <param name="Charges">What shipping and tax are now.</param>
/// <param name="TaxExempt">Whether the buyer pays no tax.</param>
[GenerateSerializer, Immutable, Alias("addition-terms")]
public sealed record AdditionTerms(QuoteLine Line, ChargeRules Charges, bool TaxExempt)
{
    /// <summary>Name of a price that staff agreed on with the customer (PRC-12).</summary>
    public const string AgreedPrice = "Agreed Price";

    /// <summary>The units as they stand on an order that goes to a place in a way: its own shipping charge is not
    /// touched.</summary>
    /// <param name="delivery">Where the order goes now.</param>
    /// <param name="isFirst">Whether the order has no unit of the product (SHP-01).</param>
    /// <param name="settings">The shop's settings.</param>
    internal ImmutableArray<QuoteItem> ItemsFor(Delivery delivery, bool isFirst, ShopSettings settings)
    {
        var shop = settings.Country is { } country ? new TaxPlace(country, settings.Region) : null;
        var tax = TaxRules.Of(Charges.Taxes, TaxRules.Destination(delivery, shop), TaxExempt);
        return Quotes.ItemsOf(Line, isFirst, new(settings.Currency, delivery.Method, Charges.Shipping, tax));
    }

    /// <summary>Why the price cannot be taken, if it cannot.</summary>
    /// <param name="currency">The shop's currency.</param>
    internal InvalidValue? PriceFault(string currency) => Line.UnitPrice().Amount switch
    {
        { Currency: var given } when given != currency => Wrong($"The shop counts in {currency}."),
        { Amount: < 0 or > Quotes.TotalMost } => Wrong($"A price is 0 to {new Money(Quotes.TotalMost, currency)}."),
        { Amount: var amount } when amount % Currency.Of(currency).Step != 0 =>
            Wrong($"A price is a multiple of {new Money(Currency.Of(currency).Step, currency)}."),
        _ => null,
    };

    /// <summary>Why an order cannot have so many units, or come to so much.</summary>
    /// <param name="units">All its units.</param>
    /// <param name="total">What it comes to.</param>
    internal static Refusal? LimitOf(long units, Money total) => Quotes.LimitOf(units, total);

    private static InvalidValue Wrong(string reason) => new(reason) { Param = "/unitPrice" };
}
