using Commerce.Grains.Kernel;

namespace Commerce.Grains.Orders;

/// <summary>What was given back at one time (REF-08).</summary>
/// <param name="Id">Its id: <c>refund-…</c>.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Reason">Why, in staff's words.</param>
/// <param name="Items">Which units came back, and what was given back for them.</param>
/// <param name="Base">What of the order's own shipping.</param>
/// <param name="BaseTax">What of the tax on it.</param>
/// <param name="CertificatesBack">What went back to certificates.</param>
/// <param name="UncollectedBack">What was never paid, and is not owed any more.</param>
/// <param name="Parts">The money that goes back: one part a payment.</param>
internal sealed record Refund(
    string Id,
    DateTimeOffset At,
    string Reason,
    ImmutableArray<ItemBack> Items,
    long Base,
    long BaseTax,
    long CertificatesBack,
    long UncollectedBack,
    ImmutableArray<RefundPart> Parts)
{
    /// <summary>What was not charged yet, and is not to be charged any more (C5).</summary>
    public ImmutableArray<OwedPart> Owed { get; init; } = [];

    /// <summary>The payment whose money went back because no shipment wanted it; null: something came back.</summary>
    public AttemptId? AheadOf { get; init; }

    /// <summary>Who recorded it (REF-08); null: it is from before that was kept.</summary>
    public string? By { get; init; }

    /// <summary>Everything given back.</summary>
    public long Total() => Items.Sum(item => item.Back.Total) + Base + BaseTax;
}

/// <summary>So much less is to be charged for a shipment that left uncharged.</summary>
internal sealed record OwedPart(string ShipmentId, long Amount);

/// <summary>Units that came back.</summary>
/// <param name="ItemId">Which item.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Back">What was given back for all of them.</param>
internal sealed record ItemBack(string ItemId, int Quantity, Amounts Back);

/// <summary>One refund transaction: money off one payment.</summary>
/// <param name="Number">The number of the transaction (PAY-01).</param>
/// <param name="Attempt">The payment it is taken off.</param>
/// <param name="PaymentId">The gateway's id of that payment.</param>
/// <param name="Reference">Our name of it, in the refund's metadata; also its key.</param>
/// <param name="Amount">How much.</param>
/// <param name="FirstSentAt">When it was stored, just before its first sending.</param>
/// <param name="AskAt">When the gateway is asked next; null: not any more.</param>
/// <param name="Status">How it stands.</param>
/// <param name="GatewayId">The gateway's id, once known.</param>
/// <param name="RepeatedBy">The transaction that does it again after it failed.</param>
internal sealed record RefundPart(
    long Number,
    AttemptId Attempt,
    string PaymentId,
    string Reference,
    Money Amount,
    DateTimeOffset FirstSentAt,
    DateTimeOffset? AskAt,
    RefundStatus Status = RefundStatus.UnderWay,
    string? GatewayId = null,
    string? RepeatedBy = null)
{
    /// <summary>When the gateway made it.</summary>
    public DateTimeOffset? MadeAt { get; init; }

    /// <summary>When it was heard that the customer has it.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Whether a person was told that the gateway says nothing of it (PAY-14).</summary>
    public bool IsSilent { get; init; }

    /// <summary>That the gateway broke down over it; null: it did not.</summary>
    public Payments.Breakdown? Broke { get; init; }

    /// <summary>Why it failed; for staff.</summary>
    public string? Reason { get; init; }
}

/// <summary>How a refund transaction stands.</summary>
internal enum RefundStatus
{
    /// <summary>Nothing is known for sure yet.</summary>
    UnderWay,

    /// <summary>The gateway made it, and it is on its way.</summary>
    Made,

    /// <summary>The customer has the money.</summary>
    Settled,

    /// <summary>The money is with the shop again, or never left it.</summary>
    Failed,
}
