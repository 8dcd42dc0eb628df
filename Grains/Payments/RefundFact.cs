using Commerce.Grains.Kernel;

namespace Commerce.Grains.Payments;

/// <summary>What a gateway says of a refund. Whatever it does not say for sure is <see cref="Unknown"/>.</summary>
[GenerateSerializer, Immutable, Alias("refund-fact")]
public abstract record RefundFact
{
    private RefundFact() { }

    /// <summary>The money is on its way back, or there.</summary>
    /// <param name="RefundId">The gateway's id.</param>
    /// <param name="PaymentId">The gateway's id of the payment.</param>
    /// <param name="Amount">How much.</param>
    /// <param name="Succeeded">Whether it is settled; false: under way.</param>
    [GenerateSerializer, Immutable, Alias("refund-fact.made")]
    public sealed record Made(string RefundId, string PaymentId, Money Amount, bool Succeeded) : RefundFact;

    /// <summary>It did not reach the customer: the money is with the shop again. It may come after <see
    /// cref="Made"/>.</summary>
    /// <param name="RefundId">The gateway's id, if it gave one.</param>
    /// <param name="PaymentId">The gateway's id of the payment.</param>
    /// <param name="Reason">The gateway's reason; for staff.</param>
    [GenerateSerializer, Immutable, Alias("refund-fact.failed")]
    public sealed record Failed(string? RefundId, string PaymentId, string Reason) : RefundFact;

    /// <summary>The gateway knows no such refund.</summary>
    [GenerateSerializer, Immutable, Alias("refund-fact.absent")]
    public sealed record Absent : RefundFact;

    /// <summary>The gateway did not take the request: our fault, no money moved.</summary>
    /// <param name="Reason">The gateway's reason; for staff.</param>
    [GenerateSerializer, Immutable, Alias("refund-fact.rejected")]
    public sealed record Rejected(string Reason) : RefundFact;

    /// <summary>No answer, or none that says anything for sure. Never a 'no'.</summary>
    /// <param name="Why">What happened; for staff.</param>
    [GenerateSerializer, Immutable, Alias("refund-fact.unknown")]
    public sealed record Unknown(string Why) : RefundFact
    {
        /// <summary>Whether the call was repeated and heard the same again.</summary>
        [Id(0)]
        public bool Twice { get; init; }

        /// <summary>Whether the gateway answered, and says of this refund what the shop cannot read: asking again will
        /// hear the same.</summary>
        [Id(1)]
        public bool Unreadable { get; init; }
    }
}

/// <summary>What a gateway says of a payment method.</summary>
[Alias("method-fact")]
public abstract record MethodFact
{
    private MethodFact() { }

    /// <summary>It can be used again without the customer.</summary>
    /// <param name="Method">The gateway's id of the method.</param>
    /// <param name="Customer">The gateway's id of the customer.</param>
    [Alias("method-fact.kept")]
    public sealed record Kept(string Method, string Customer) : MethodFact;

    /// <summary>It is forgotten.</summary>
    [Alias("method-fact.forgotten")]
    public sealed record Forgotten : MethodFact;

    /// <summary>The gateway says no.</summary>
    /// <param name="Reason">The gateway's reason; for staff.</param>
    [Alias("method-fact.rejected")]
    public sealed record Rejected(string Reason) : MethodFact;

    /// <summary>No answer, or none that says anything for sure.</summary>
    /// <param name="Why">What happened; for staff.</param>
    [Alias("method-fact.unknown")]
    public sealed record Unknown(string Why) : MethodFact;
}
