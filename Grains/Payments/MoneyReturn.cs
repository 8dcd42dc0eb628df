using Commerce.Grains.Kernel;

namespace Commerce.Grains.Payments;

/// <summary>A try to give back money that must not stay (G5), stored before it is first sent. A new one is made only
/// when the one before failed for certain; each has its own reference, which is its key too.</summary>
/// <param name="Number">Which try, from 1.</param>
/// <param name="PaymentId">The gateway's id of the payment.</param>
/// <param name="Reference">Our id of the refund, <c>order-…/1/return</c>; stands in the refund's metadata.</param>
/// <param name="Amount">How much.</param>
/// <param name="Whole">What is given back of the payment once it is made.</param>
/// <param name="FirstSentAt">When it was stored, just before its first sending.</param>
[GenerateSerializer, Immutable, Alias("money-return")]
public sealed record MoneyReturn(
    int Number, string PaymentId, string Reference, Money Amount, Money Whole, DateTimeOffset FirstSentAt)
{
    /// <summary>How it stands.</summary>
    [Id(0)]
    public MoneyReturnStatus Status { get; init; }

    /// <summary>When it is asked about next, or once it failed, when the next try is made; null: never.</summary>
    [Id(1)]
    public DateTimeOffset? AskAt { get; init; }

    /// <summary>The gateway's id, once known.</summary>
    [Id(2)]
    public string? RefundId { get; init; }

    /// <summary>That the gateway broke down over it; null: it did not.</summary>
    [Id(4)]
    public Breakdown? Broke { get; init; }

    /// <summary>Why it failed; for staff.</summary>
    [Id(3)]
    public string? Reason { get; init; }
}

/// <summary>How a try to give money back stands.</summary>
[GenerateSerializer, Alias("money-return-status")]
public enum MoneyReturnStatus
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

/// <summary>What was heard of money that must not stay: of its payment, or of a try to give it back.</summary>
/// <param name="Fact">What the payment is now; null: the refund was asked about.</param>
/// <param name="Reference">Which try was asked about; null: none.</param>
/// <param name="Said">What became of that try.</param>
internal sealed record MoneyHeard(PaymentFact? Fact, string? Reference, RefundFact? Said);
