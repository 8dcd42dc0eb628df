using Commerce.Api.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;

namespace Commerce.Api.Orders;

/// <summary>An order.</summary>
internal sealed record OrderBody(
    string Id,
    long Number,
    string Status,
    string StatusText,
    IReadOnlyList<OrderItemBody> Items,
    Totals Totals,
    IReadOnlyList<PaymentBody> Payments,
    IReadOnlyList<ShipmentBody> Shipments,
    DeliveryBody? Delivery,
    DateTimeOffset? ConfirmedAt,
    DateTimeOffset? AuthorizedAt,
    DateTimeOffset? VoidedAt,
    string? VoidReason,
    string? CustomerId)
{
    /// <summary>What was given back, oldest first.</summary>
    public IReadOnlyList<RefundBody> Refunds { get; init; } = [];

    /// <summary>What it comes to now, beside what it came to when it was placed: less what is void or was given
    /// back.</summary>
    public Totals? Now { get; init; }

    /// <summary>Everything given back, in whatever way.</summary>
    public Money? GivenBack { get; init; }

    /// <summary>When it was last put into the basket; kept when it is confirmed.</summary>
    public DateTimeOffset? InBasketAt { get; init; }

    /// <summary>When its cart lapsed.</summary>
    public DateTimeOffset? ExpiredAt { get; init; }

    /// <summary>The order's own shipping and its tax: charged and given back.</summary>
    public BaseShippingView? BaseShipping { get; init; }

    /// <summary>How many units stand so, by state; for staff only.</summary>
    public IReadOnlyDictionary<string, int>? Counts { get; init; }

    /// <summary>Who voided it; for staff only.</summary>
    public string? VoidedBy { get; init; }

    /// <summary>What staff noted; for staff only.</summary>
    public string? Comments { get; init; }

    /// <summary>Where it was to go before; for staff only.</summary>
    public IReadOnlyList<FormerAddressBody>? FormerAddresses { get; init; }

    /// <summary>Until when the customer can pay the rest by the link that was sent; for staff only.</summary>
    public DateTimeOffset? PaymentLinkUntil { get; init; }

    /// <summary>With what the shopper's browser needs to finish a payment.</summary>
    public static OrderBody ForShopper(OrderView order) =>
        Of(
            order, payment =>
                PaymentBody.Of(payment) with { ClientSecret = payment.ClientSecret }) with
        { VoidReason = null };

    /// <summary>With the gateway's ids.</summary>
    public static OrderBody ForStaff(OrderView order) =>
        Of(order, payment => PaymentBody.Of(payment) with
        {
            GatewayId = payment.GatewayId,
            Number = payment.Number,
            Released = payment.Released,
            Disputed = payment.Disputed,
            DisputedAt = payment.DisputedAt,
            CaptureBefore = payment.CaptureBefore,
            MarkedAt = payment.MarkedAt,
            SettledAt = payment.SettledAt,
            AskedAt = payment.AskedAt,
            AuthorizedAt = payment.AuthorizedAt,
            LapsedAt = payment.LapsedAt,
            Expires = payment.Expires,
            Reason = payment.Reason,
        }) with
        {
            Shipments = [.. order.Shipments.Select(ShipmentBody.ForStaff)],
            Refunds = [.. order.Refunds.Select(RefundBody.ForStaff)],
            Counts = order.Items.GroupBy(item => item.State, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(
                    units => units.Key, units => units.Sum(item => item.Quantity), StringComparer.Ordinal),
            VoidedBy = order.VoidedBy,
            Comments = order.Comments,
            PaymentLinkUntil = order.PaymentLink?.Until,
            FormerAddresses = order.FormerAddresses.IsEmpty
                ? null
                : [.. order.FormerAddresses.Select(FormerAddressBody.Of)],
        };

    private static OrderBody Of(OrderView order, Func<PaymentView, PaymentBody> payment) => new(
        order.Id.Value,
        order.Number,
        order.Status,
        order.StatusText,
        [.. order.Items.Select(OrderItemBody.Of)],
        order.Totals,
        [.. order.Payments.Select(payment)],
        [.. order.Shipments.Select(ShipmentBody.Of)],
        order.Delivery is null ? null : DeliveryBody.Of(order.Delivery),
        order.Status is "in_basket" or "expired" ? null : order.ConfirmedAt, // ORD-05: a failed payment takes it back.
        order.AuthorizedAt,
        order.VoidedAt,
        order.VoidReason,
        order.Customer?.Value)
    {
        Refunds = [.. order.Refunds.Select(RefundBody.Of)],
        Now = order.Now,
        GivenBack = order.GivenBack,
        BaseShipping = order.BaseShipping,
        InBasketAt = order.InBasketAt,
        ExpiredAt = order.ExpiredAt,
    };
}

/// <summary>Equal units of an order; every amount is that of one unit.</summary>
internal sealed record OrderItemBody(
    string Id,
    Sku Sku,
    string ProductId,
    string Name,
    string Options,
    int Quantity,
    string State,
    Money Price,
    Money UnitPrice,
    string PriceName,
    Money UnitShipping,
    Money UnitTax,
    string? ShipmentId)
{
    /// <summary>When it was added to the order; left out: it was bought with it.</summary>
    public DateTimeOffset? AddedAt { get; init; }

    public Money? UnitPriceTax { get; init; }

    public Money? UnitShippingTax { get; init; }

    /// <summary>What was given back for all of them.</summary>
    public AmountsView? GivenBack { get; init; }

    /// <summary>The refund that they came back with.</summary>
    public string? RefundId { get; init; }

    public DateTimeOffset? VoidedAt { get; init; }

    public DateTimeOffset? ReceivedBackAt { get; init; }

    public static OrderItemBody Of(OrderItemView item) => new(
        item.Id,
        item.Sku,
        item.Product.Value,
        item.Name,
        item.Options,
        item.Quantity,
        item.State,
        item.UnitPrice,
        item.UnitPrice,
        item.PriceName,
        item.UnitShipping,
        item.UnitTax,
        item.ShipmentId)
    {
        AddedAt = item.AddedAt,
        UnitPriceTax = item.UnitPriceTax,
        UnitShippingTax = item.UnitShippingTax,
        GivenBack = item.GivenBack,
        RefundId = item.RefundId,
        VoidedAt = item.VoidedAt,
        ReceivedBackAt = item.ReceivedBackAt,
    };
}

/// <summary>Money moved or promised.</summary>
internal sealed record PaymentBody(
    string Id,
    string Kind,
    string Status,
    Money Amount,
    Money Captured,
    Money Refunded,
    string? Brand,
    string? Last4,
    DateTimeOffset? Until)
{
    /// <summary>For the shopper only.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>For staff only.</summary>
    public string? GatewayId { get; init; }

    /// <summary>The number of the transaction; for staff only, like all below.</summary>
    public long? Number { get; init; }

    public Money? Released { get; init; }

    public Money? Disputed { get; init; }

    public DateTimeOffset? DisputedAt { get; init; }

    public DateTimeOffset? CaptureBefore { get; init; }

    public DateTimeOffset? MarkedAt { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public DateTimeOffset? AskedAt { get; init; }

    public DateTimeOffset? AuthorizedAt { get; init; }

    public DateTimeOffset? LapsedAt { get; init; }

    /// <summary>Until when the card is good: <c>2030-12</c>.</summary>
    public string? Expires { get; init; }

    public string? Reason { get; init; }

    public static PaymentBody Of(PaymentView payment) => new(
        payment.Id,
        payment.Kind,
        payment.Status,
        payment.Amount,
        payment.Captured,
        payment.Refunded,
        payment.Brand,
        payment.Last4,
        payment.Until);

    /// <summary>Leaves the secret out.</summary>
    public override string ToString() => $"PaymentBody {{ {Id} }}";
}

/// <summary>One order in staff's list.</summary>
internal sealed record OrderEntryBody(
    string Id,
    long Number,
    string Status,
    int Units,
    Money Due,
    string? Name,
    string? Email,
    string Method,
    DateTimeOffset? ConfirmedAt)
{
    /// <summary>What is due by card now: less what is void or was given back.</summary>
    public Money? DueNow { get; init; }

    public DateTimeOffset? InBasketAt { get; init; }

    public DateTimeOffset? AuthorizedAt { get; init; }

    public DateTimeOffset? VoidedAt { get; init; }

    public DateTimeOffset? ExpiredAt { get; init; }

    public static OrderEntryBody Of(OrderListEntry order) => new(
        order.Id.Value,
        order.Number,
        order.Status,
        order.Units,
        order.Due,
        order.Name,
        order.Email,
        order.Method,
        order.Status is "in_basket" or "expired" ? null : order.ConfirmedAt)
    {
        DueNow = order.DueNow,
        InBasketAt = order.InBasketAt,
        AuthorizedAt = order.AuthorizedAt,
        VoidedAt = order.VoidedAt,
        ExpiredAt = order.ExpiredAt,
    };
}
