namespace Commerce.Grains.Payments;

/// <summary>A page of what the gateway has.</summary>
/// <param name="Items">What stands on it.</param>
/// <param name="Next">Where the next page starts; null: this is the last.</param>
[Alias("gateway-page")]
public sealed record GatewayPage<T>(ImmutableArray<T> Items, string? Next);

/// <summary>A payment in a list.</summary>
/// <param name="PaymentId">The gateway's id.</param>
/// <param name="Reference">Our reference from its metadata; null: not ours.</param>
/// <param name="Fact">What it is.</param>
/// <param name="CreatedAt">When it was made at the gateway.</param>
[Alias("listed-payment")]
public sealed record ListedPayment(string PaymentId, string? Reference, PaymentFact Fact, DateTimeOffset CreatedAt);

/// <summary>A refund in a list.</summary>
/// <param name="RefundId">The gateway's id.</param>
/// <param name="PaymentId">The gateway's id of the payment.</param>
/// <param name="Reference">Our reference from its metadata; null: not ours.</param>
/// <param name="Fact">What it is.</param>
/// <param name="CreatedAt">When it was made at the gateway.</param>
[Alias("listed-refund")]
public sealed record ListedRefund(
    string RefundId, string PaymentId, string? Reference, RefundFact Fact, DateTimeOffset CreatedAt);
