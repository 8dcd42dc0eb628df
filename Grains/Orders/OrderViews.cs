using Commerce.Grains.Kernel;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What others may see of an order: pure.</summary>
internal static class OrderViews
{
    public static OrderView Of(OrderId id, string currency, OrderState state)
    {
        if (OrderMachine.CoreOf(state) is not { } core) return Unknown(id, currency);
        var placed = state as Placed;
        return new(
            id,
            core.Number,
            OrderStatus.Of(state),
            OrderStatus.TextOf(state),
            [.. (placed?.Items ?? InDoubt(core)).Select(item => View(item, placed is null ? NameOf(state) : null))],
            placed is null ? core.Quote.Totals : OrderMoney.Totals(placed),
            [.. core.Payments.Where(payment => payment.Request is not null).Select(View)],
            [.. (placed?.Shipments ?? []).Select(shipment => View(shipment, core.Delivery.IsCarried()))],
            core.Delivery,
            core.ConfirmedAt,
            placed?.AuthorizedAt,
            placed?.Void?.At,
            placed?.Void?.Reason,
            core.Customer)
        {
            Refunds = [.. (placed?.Refunds ?? []).Select(refund => View(refund, currency))],
            Now = placed is null ? core.Quote.Totals : OrderMoney.Now(placed),
            GivenBack = new(placed is null ? 0 : OrderMoney.Refunded(placed), currency),
            VoidedBy = placed?.Void?.By,
            BaseShipping = new(
                core.Quote.BaseShipping, core.Quote.BaseShippingTax, new(placed?.BaseBack ?? 0, currency),
                new(placed?.BaseTaxBack ?? 0, currency)),
            InBasketAt = core.InBasketAt,
            ExpiredAt = core.ExpiredAt,
            Comments = core.Comments,
            FormerAddresses = core.FormerAddresses,
            PaymentLink = placed?.Link is { Used: false } link ? new(link.Until, link.UnderWay) : null,
        };
    }

    /// <summary>The order as it may lie in <c>answers</c>: the shopper's secret is added anew at each replay.</summary>
    public static OrderView WithoutSecrets(OrderView order) => order with
    {
        Payments = [.. order.Payments.Select(payment => payment with { ClientSecret = null })],
    };

    public static string NameOf(ItemState state) => SnakeCase.Of(state);

    public static string NameOf(PaymentStatus status) => status switch
    {
        PaymentStatus.Confirmed => "confirmed",
        PaymentStatus.ActionRequired => "action_required",
        PaymentStatus.Authorized => "authorized",
        PaymentStatus.Declined => "declined",
        PaymentStatus.Dead => "dead",
        PaymentStatus.Ending => "cancelling",
        PaymentStatus.Ended => "cancelled",
        PaymentStatus.Lapsed => "lapsed",
        PaymentStatus.ReturnFailed => "return_failed",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // Before it is paid for, its items stand in the basket or lapsed with it (ORD-02).
    private static string NameOf(OrderState state) => state is Expired ? "expired" : "in_basket";

    private static OrderView Unknown(OrderId id, string currency)
    {
        var none = Money.Zero(currency);
        return new(id, 0, "in_basket", "In Basket", [], new(
            none, none, none, none, none), [], [], null, null, null, null, null);
    }

    private static IEnumerable<OrderItem> InDoubt(OrderCore core) =>
        core.Quote.Items.Select(bought => new OrderItem(bought.Id, bought, ItemState.ToBeShipped));

    private static OrderItemView View(OrderItem item, string? state)
    {
        var bought = item.Bought;
        return new(
            item.Id,
            bought.Sku,
            bought.Product,
            bought.Name,
            bought.Options,
            bought.Quantity,
            state ?? NameOf(item.State),
            bought.UnitPrice,
            bought.PriceName,
            bought.UnitShipping,
            bought.UnitPriceTax + bought.UnitShippingTax,
            item.ShipmentId)
        {
            AddedBy = item.AddedBy,
            AddedAt = item.AddedAt,
            UnitPriceTax = bought.UnitPriceTax,
            UnitShippingTax = bought.UnitShippingTax,
            GivenBack = View(item.Back, bought.UnitPrice.Currency),
            RefundId = item.RefundId,
            VoidedAt = item.VoidedAt,
            ReceivedBackAt = item.ReceivedBackAt,
        };
    }

    private static AmountsView View(Amounts amounts, string currency) => new(
        new(amounts.Price, currency), new(amounts.Shipping, currency), new(amounts.PriceTax, currency),
        new(amounts.ShippingTax, currency));

    private static PaymentView View(Payment payment)
    {
        var amount = payment.Request!.Amount;
        var waiting = payment is
        {
            Status: PaymentStatus.ActionRequired,
            Ending: Ending.None,
            CancelAskedAt: null,
        };
        return new(
            payment.Attempt.Value,
            "charge",
            payment is { Status: PaymentStatus.Authorized, Captured: > 0 } ? "captured" : NameOf(payment.Status),
            amount,
            amount with { Amount = payment.Captured },
            amount with { Amount = payment.Refunded },
            payment.Card?.Brand,
            payment.Card?.Last4,
            payment.GatewayId,
            waiting ? payment.ClientSecret : null,
            waiting ? payment.AskAt : null)
        {
            Number = payment.Number,
            Released = amount with { Amount = payment.Released },
            Disputed = amount with { Amount = payment.Disputed },
            DisputedAt = payment.DisputedAt,
            CaptureBefore = payment.CaptureBefore,
            MarkedAt = payment.MarkedAt,
            SettledAt = payment.SettledAt,
            Reason = payment.Reason,
            AskedAt = payment.FirstSentAt,
            AuthorizedAt = payment.AuthorizedAt,
            LapsedAt = payment.LapsedAt,
            Expires = payment.Card?.Expires(),
        };
    }

    private static ShipmentView View(Shipment shipment, bool isCarried) => new(
        shipment.Id, NameOf(shipment.Status), shipment.Items, shipment.Carrier, shipment.Tracking, shipment.ShippedAt,
        shipment.ExpectedAt)
    {
        Cost = shipment.Cost,
        Uncollected = shipment.Uncollected,
        Reason = shipment.Reason,
        Address = shipment.Address,
        Shippable = isCarried && !shipment.Soft,
        TrackingUrl = Carriers.LinkOf(shipment.Carrier, shipment.Tracking),
        ArrivedAt = shipment.ArrivedAt,
        ArrivalDetail = shipment.ArrivalDetail,
    };

    public static string NameOf(ShipmentStatus status) =>
        SnakeCase.Of(status);

    private static RefundView View(Refund refund, string currency) => new(
        refund.Id, refund.At, refund.Reason,
        new(refund.AheadOf is null ? refund.Total() : refund.Parts[0].Amount.Amount, currency),
        new(refund.Parts.Where(part => part.RepeatedBy is null).Sum(part => part.Amount.Amount), currency),
        new(refund.CertificatesBack, currency),
        new(refund.UncollectedBack + refund.Owed.Sum(part => part.Amount), currency),
        [
            .. refund.Parts.Select(part => new RefundPartView(
                part.Number, part.Reference, part.Attempt.Value, part.Amount, SnakeCase.Of(part.Status))
            {
                GatewayId = part.GatewayId,
                MadeAt = part.MadeAt,
                SettledAt = part.SettledAt,
                Reason = part.Reason,
                RepeatedBy = part.RepeatedBy,
            }),
        ])
    {
        By = refund.By,
        Items = [.. refund.Items.Select(item => new ItemBackView(
            item.ItemId, item.Quantity, View(item.Back, currency)))],
        BaseShipping = new(refund.Base, currency),
        BaseShippingTax = new(refund.BaseTax, currency),
    };
}
