using System.ComponentModel.DataAnnotations;
using Commerce.Api.Http;
using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Api.Carts;

/// <summary>A cart as its shopper sees it.</summary>
internal sealed record CartBody(
    string Id,
    string? Token,
    string Status,
    IReadOnlyList<CartLineBody> Lines,
    Totals Totals,
    DeliveryBody? Delivery,
    string? OrderId,
    DateTimeOffset? ExpiresAt,
    IReadOnlyList<ShippingEstimate>? Estimates = null)
{
    /// <summary>A cart without its token, which is given once.</summary>
    public static CartBody Of(CartView cart) => new(
        cart.Id.Value,
        null,
        cart.Status,
        [.. cart.Lines.Select(CartLineBody.Of)],
        cart.Totals,
        cart.Delivery is null ? null : DeliveryBody.Of(cart.Delivery),
        cart.OrderId?.Value,
        cart.ExpiresAt,
        cart.Estimates is { } estimates ? [.. estimates] : null);

    /// <summary>A new cart: it is stored from its first line on.</summary>
    public static CartBody Fresh(CartId id, string token, string currency)
    {
        var none = Money.Zero(currency);
        return new(id.Value, token, "open", [], new(none, none, none, none, none), null, null, null);
    }
}

/// <summary>One line of a cart.</summary>
internal sealed record CartLineBody(
    string Id,
    Sku Sku,
    string ProductId,
    string Name,
    string Options,
    int Quantity,
    Money UnitPrice,
    string PriceName,
    Money Total)
{
    public static CartLineBody Of(CartLineView line) => new(
        line.Id, line.Sku, line.Product.Value, line.Name, line.Options, line.Quantity, line.UnitPrice, line.PriceName,
        line.Total);
}

/// <summary>Where a cart goes.</summary>
internal sealed record DeliveryBody(
    [property: MailAddress, StringLength(254)] string Email,
    [property: StringLength(20)] string Method,
    AddressBody? Address = null)
{
    public Delivery ToDelivery() => new(Email, Address?.ToAddress(), Method);

    public static DeliveryBody Of(Delivery delivery) => new(
        delivery.Email, delivery.Method, delivery.Address is null ? null : AddressBody.Of(delivery.Address));

    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => "DeliveryBody";
}

/// <summary>A postal address.</summary>
internal sealed record AddressBody(
    [property: StringLength(200)] string Name,
    [property: StringLength(200)] string Line1,
    [property: StringLength(100)] string City,
    [property: StringLength(2)] string Country,
    [property: StringLength(200)] string? Line2 = null,
    [property: StringLength(100)] string? Region = null,
    [property: StringLength(20)] string? PostalCode = null,
    [property: StringLength(40)] string? Phone = null)
{
    public Address ToAddress() => new(Name, Line1, Line2, City, Region, PostalCode, Country, Phone);

    public static AddressBody Of(Address address) => new(
        address.Name,
        address.Line1,
        address.City,
        address.Country,
        address.Line2,
        address.Region,
        address.PostalCode,
        address.Phone);

    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => "AddressBody";
}

/// <summary>The code of an offer (PRC-08).</summary>
internal sealed record OfferBody([property: StringLength(20, MinimumLength = 1)] string Code);

/// <summary>Puts units of a variant in a cart.</summary>
internal sealed record AddLineBody(Sku Sku, int Quantity);

/// <summary>Sets a line's quantity; 0 removes it.</summary>
internal sealed record LineBody(int Quantity);

/// <summary>Buys what is in a cart.</summary>
internal sealed record CheckoutBody(PaymentChoice Payment, Money? ExpectedTotal = null)
{
    public SubmitRequest ToRequest() => new(Payment.Method, Payment.ReturnUrl, ExpectedTotal);
}

/// <summary>How it is paid: the gateway's token of a payment method, never a card (P-05).</summary>
internal sealed record PaymentChoice(
    [property: StringLength(200, MinimumLength = 1)] string Method,
    [property: StringLength(2_000), Url] string? ReturnUrl = null)
{
    /// <summary>Says nothing of the payment.</summary>
    public override string ToString() => "PaymentChoice";
}
