using Commerce.Grains.Kernel;

namespace Commerce.Grains.Orders;

/// <summary>What was given back at one time (REF-08).</summary>
/// <param name="Id">Its id: <c>refund-…</c>.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Reason">Why; for staff.</param>
/// <param name="Total">Everything given back.</param>
/// <param name="Cash">What of it goes back as money.</param>
/// <param name="Certificates">What of it went back to gift certificates.</param>
/// <param name="Uncollected">What of it was never paid.</param>
/// <param name="Parts">One transaction a payment.</param>
[GenerateSerializer, Immutable, Alias("refund-view")]
public sealed record RefundView(
    string Id, DateTimeOffset At, string Reason, Money Total, Money Cash, Money Certificates, Money Uncollected,
    ImmutableArray<RefundPartView> Parts)
{
    /// <summary>Who recorded it; for staff.</summary>
    [Id(0)]
    public string? By { get; init; }

    /// <summary>Which units it was for, and what was given back for them.</summary>
    [Id(1)]
    public ImmutableArray<ItemBackView> Items { get; init; } = [];

    /// <summary>What of it was of the order's own shipping.</summary>
    [Id(2)]
    public Money? BaseShipping { get; init; }

    /// <summary>What of it was tax on the order's own shipping.</summary>
    [Id(3)]
    public Money? BaseShippingTax { get; init; }
}

/// <summary>Units that came back with a refund.</summary>
/// <param name="ItemId">Which item.</param>
/// <param name="Quantity">How many.</param>
/// <param name="GivenBack">What was given back for all of them.</param>
[GenerateSerializer, Immutable, Alias("item-back-view")]
public sealed record ItemBackView(string ItemId, int Quantity, AmountsView GivenBack);

/// <summary>One refund transaction.</summary>
/// <param name="Number">Its number, from 4000000.</param>
/// <param name="Reference">Its name at the gateway.</param>
/// <param name="Payment">The payment it is taken off.</param>
/// <param name="Amount">How much.</param>
/// <param name="Status"><c>under_way</c>, <c>made</c>, <c>settled</c>, <c>failed</c>.</param>
[GenerateSerializer, Immutable, Alias("refund-part-view")]
public sealed record RefundPartView(long Number, string Reference, string Payment, Money Amount, string Status)
{
    /// <summary>The gateway's id, once known; for staff, like all below.</summary>
    [Id(0)]
    public string? GatewayId { get; init; }

    /// <summary>When the gateway made it.</summary>
    [Id(1)]
    public DateTimeOffset? MadeAt { get; init; }

    /// <summary>When it was heard that the customer has it.</summary>
    [Id(2)]
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Why it failed.</summary>
    [Id(3)]
    public string? Reason { get; init; }

    /// <summary>The transaction that does it again.</summary>
    [Id(4)]
    public string? RepeatedBy { get; init; }
}

/// <summary>The order's own shipping (ORD-14).</summary>
/// <param name="Charged">What it is.</param>
/// <param name="Tax">The tax on it.</param>
/// <param name="GivenBack">What of it was given back.</param>
/// <param name="TaxGivenBack">What of the tax.</param>
[GenerateSerializer, Immutable, Alias("base-shipping-view")]
public sealed record BaseShippingView(Money Charged, Money Tax, Money GivenBack, Money TaxGivenBack);

/// <summary>Amounts of units: what was given back for them (ORD-14).</summary>
/// <param name="Price">Of their price.</param>
/// <param name="Shipping">Of their shipping.</param>
/// <param name="PriceTax">Of the tax on their price.</param>
/// <param name="ShippingTax">Of the tax on their shipping.</param>
[GenerateSerializer, Immutable, Alias("amounts-view")]
public sealed record AmountsView(Money Price, Money Shipping, Money PriceTax, Money ShippingTax);
