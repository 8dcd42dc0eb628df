using System.ComponentModel.DataAnnotations;
using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Api.Orders;

/// <summary>Records what came back, and what goes back for it.</summary>
internal sealed record ReturnBody(
    [property: Lines, StringLength(4_000, MinimumLength = 1)] string Reason,
    [property: Length(1, 1_000)] IReadOnlyList<ReturnItemBody>? Items = null,
    Money? BaseShipping = null,
    DateTimeOffset? ReceivedAt = null,
    bool Restock = false)
{
    public OrderCommand.Return ToCommand(string refundId) => new(
        refundId, [.. (Items ?? []).Select(item => item.ToChoice())], BaseShipping, Reason, ReceivedAt, Restock, []);
}

/// <summary>Units that came back; amounts are for all of them. Left out: their price, and the shop's share of their
/// shipping.</summary>
internal sealed record ReturnItemBody(
    [property: StringLength(20, MinimumLength = 1)] string ItemId,
    [property: Range(1, 10_000)] int? Quantity = null,
    Money? Price = null,
    Money? Shipping = null)
{
    public ReturnChoice ToChoice() => new(ItemId, Quantity, Price, Shipping);
}

/// <summary>What was given back at one time.</summary>
internal sealed record RefundBody(
    string Id, DateTimeOffset At, Money Total, Money Cash, Money Certificates, IReadOnlyList<RefundPartBody> Parts)
{
    /// <summary>Which units it was for, and what was given back for them.</summary>
    public IReadOnlyList<ItemBackView> Items { get; init; } = [];

    /// <summary>What of it was of the order's own shipping.</summary>
    public Money? BaseShipping { get; init; }

    /// <summary>What of it was tax on the order's own shipping.</summary>
    public Money? BaseShippingTax { get; init; }

    /// <summary>Why; for staff only, like all below.</summary>
    public string? Reason { get; init; }

    /// <summary>Who recorded it.</summary>
    public string? By { get; init; }

    /// <summary>What of it was never paid.</summary>
    public Money? Uncollected { get; init; }

    public static RefundBody Of(RefundView refund) => new(
        refund.Id, refund.At, refund.Total, refund.Cash, refund.Certificates,
        [.. refund.Parts.Select(RefundPartBody.Of)])
    {
        Items = refund.Items,
        BaseShipping = refund.BaseShipping,
        BaseShippingTax = refund.BaseShippingTax,
    };

    public static RefundBody ForStaff(RefundView refund) =>
        Of(refund) with
        {
            Reason = refund.Reason,
            By = refund.By,
            Uncollected = refund.Uncollected,
            Parts = [.. refund.Parts.Select(RefundPartBody.ForStaff)],
        };
}

/// <summary>One refund transaction.</summary>
internal sealed record RefundPartBody(long Number, string Reference, string PaymentId, Money Amount, string Status)
{
    /// <summary>The gateway's id; for staff only, like all below.</summary>
    public string? GatewayId { get; init; }

    public DateTimeOffset? MadeAt { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public string? Reason { get; init; }

    public string? RepeatedBy { get; init; }

    public static RefundPartBody Of(RefundPartView part) =>
        new(part.Number, part.Reference, part.Payment, part.Amount, part.Status);

    public static RefundPartBody ForStaff(RefundPartView part) => Of(part) with
    {
        GatewayId = part.GatewayId,
        MadeAt = part.MadeAt,
        SettledAt = part.SettledAt,
        Reason = part.Reason,
        RepeatedBy = part.RepeatedBy,
    };
}

/// <summary>Names the transaction that is to be made again.</summary>
internal sealed record RepeatBody([property: StringLength(200, MinimumLength = 1)] string Reference);
