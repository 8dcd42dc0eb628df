using Commerce.Grains.Payments;

namespace Commerce.Silo.Reconciling;

/// <summary>A payment as the shop's books have it: a row of <c>payments</c>.</summary>
internal sealed record KnownPayment
{
    public string EntityId { get; init; } = "";

    public string Payment { get; init; } = "";

    public string Status { get; init; } = "";

    public long Amount { get; init; }

    public long Captured { get; init; }

    public long Refunded { get; init; }

    public long Disputed { get; init; }

    /// <summary>Whether a charge or a refund is under way: the gateway may know more of it already.</summary>
    public bool Moving { get; init; }

    public string Currency { get; init; } = "";

    public string? GatewayId { get; init; }
}

/// <summary>A refund as the shop's books have it: a row of <c>refunds</c>.</summary>
internal sealed record KnownRefund
{
    public string EntityId { get; init; } = "";

    public string Reference { get; init; } = "";

    public string PaymentId { get; init; } = "";

    public string Status { get; init; } = "";

    public long Amount { get; init; }

    public string Currency { get; init; } = "";

    public string? GatewayId { get; init; }
}

/// <summary>A payment as the gateway has it.</summary>
/// <param name="PaymentId">The gateway's id.</param>
/// <param name="Reference">Our reference from its metadata, if it was listed with one.</param>
/// <param name="Fact">What it is.</param>
internal sealed record GatewayPayment(string PaymentId, string? Reference, PaymentFact Fact);
