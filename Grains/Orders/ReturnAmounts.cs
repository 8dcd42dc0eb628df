using Commerce.Grains.Kernel;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What is given back for what comes back (REF-02, REF-03, REF-13, SHP-11): pure.</summary>
internal static class ReturnAmounts
{
    private const decimal Percent = 100m;

    public static Refusal? Of(Placed order, Return command, ShopSettings settings, out ImmutableArray<ItemBack> items)
    {
        var parts = ImmutableArray.CreateBuilder<ItemBack>();
        items = [];
        foreach (var choice in command.Items)
        {
            if (parts.Any(part => part.ItemId == choice.ItemId))
                return new InvalidValue($"Item '{choice.ItemId}' is named twice.") { Param = "/items" };
            var item = order.Items.FirstOrDefault(one => one.Id == choice.ItemId);
            if (item is not { State: ItemState.Shipped or ItemState.Arrived }) return new ItemUnknown(choice.ItemId);
            var quantity = choice.Quantity ?? item.Bought.Quantity;
            if (quantity < 1 || quantity > item.Bought.Quantity) return new ItemUnknown(choice.ItemId);

            var charged = Amounts.OfOne(item.Bought) * quantity;
            var currency = Currency.Of(item.Bought.UnitPrice.Currency);
            var price = choice.Price?.Amount ?? charged.Price;
            var shipping = choice.Shipping?.Amount
                ?? Rounding.Of(charged.Shipping * settings.ShippingRefundPercent / Percent, currency).Amount;
            if (Fault(choice.Price, price, charged.Price, currency, "/items/price") is { } wrong) return wrong;
            if (Fault(choice.Shipping, shipping, charged.Shipping, currency, "/items/shipping") is { } much)
                return much;
            parts.Add(new(item.Id, quantity, new(
                price,
                shipping,
                TaxBack.Of(charged.PriceTax, charged.Price, (0, 0), price, currency),
                TaxBack.Of(charged.ShippingTax, charged.Shipping, (0, 0), shipping, currency))));
        }

        items = parts.ToImmutable();
        return null;
    }

    /// <summary>The order's own shipping: what several returns give back adds up.</summary>
    public static Refusal? OfBase(Placed order, Money? wanted, out long shipping, out long tax)
    {
        var quote = order.Core.Quote;
        var currency = Currency.Of(quote.BaseShipping.Currency);
        var isCharged = order.Shipments.Any(shipment => shipment.HasLeft && shipment.CarriesBase);
        var most = isCharged ? quote.BaseShipping.Amount - order.BaseBack : 0;
        shipping = wanted?.Amount ?? 0;
        tax = 0;
        if (Fault(wanted, shipping, most, currency, "/baseShipping") is { } fault) return fault;
        tax = TaxBack.Of(
            quote.BaseShippingTax.Amount, quote.BaseShipping.Amount, (order.BaseBack, order.BaseTaxBack), shipping,
            currency);
        return null;
    }

    private static InvalidValue? Fault(Money? said, long amount, long most, Currency currency, string param) =>
        said is { } money && money.Currency != currency.Code
            ? new InvalidValue($"The shop counts in {currency.Code}.") { Param = param }
            : amount < 0 || amount > most || amount % currency.Step != 0
                ? new InvalidValue($"It is 0 to {new Money(most, currency.Code)}.") { Param = param }
                : null;
}
