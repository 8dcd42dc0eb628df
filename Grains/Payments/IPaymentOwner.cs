namespace Commerce.Grains.Payments;

/// <summary>Whoever payments are made for. Each kind of owner registers itself, so that a word from the gateway finds
/// whom it concerns.</summary>
public interface IPaymentOwner
{
    /// <summary>Whether payments with such a reference are this owner's: <c>order-…/1</c>.</summary>
    /// <param name="reference">The payment's or refund's reference.</param>
    bool Owns(string reference);

    /// <summary>Something may have changed at the gateway. Nothing is done when nothing is in doubt; else the gateway
    /// is asked now, and the owner learns what it says. Twice, late and out of order are all the same .</summary>
    /// <param name="hint">What may have changed.</param>
    Task<Heeded> Heed(PaymentHint hint);
}

/// <summary>A word from outside that makes us ask: never a fact.</summary>
/// <param name="Kind">What it is about, as the gateway says it: <c>payment_intent.succeeded</c>.</param>
/// <param name="Reference">Our reference.</param>
/// <param name="PaymentId">The gateway's id of the payment, if it names one.</param>
/// <param name="RefundId">The gateway's id of the refund, if it names one.</param>
public sealed record PaymentHint(string Kind, string Reference, string? PaymentId, string? RefundId);

/// <summary>What became of a hint.</summary>
public abstract record Heeded
{
    private Heeded() { }

    /// <summary>The owner knows what there is to know.</summary>
    public sealed record Settled : Heeded;

    /// <summary>Nobody here knows such a payment.</summary>
    public sealed record Stranger : Heeded;

    /// <summary>Nothing could be learned now.</summary>
    /// <param name="At">When to ask again; null: in a while.</param>
    public sealed record Later(DateTimeOffset? At) : Heeded;
}
