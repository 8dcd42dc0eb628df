using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Certificates;

/// <summary>What a gift certificate may be told.</summary>
[GenerateSerializer, Immutable, Alias("certificate-command")]
public abstract record CertificateCommand
{
    private CertificateCommand() { }

    /// <summary>Staff give it to a customer, straight into the balance (GC-02, GC-11).</summary>
    /// <param name="Number">Its number; the grain draws it when it is issued.</param>
    /// <param name="Owner">Whose it is.</param>
    /// <param name="Amount">How much; any amount.</param>
    /// <param name="Expires">One of <see cref="ExpiryChoices"/>.</param>
    /// <param name="By">Which staff.</param>
    [GenerateSerializer, Immutable, Alias("certificate-command.issue")]
    public sealed record Issue(long Number, CustomerId Owner, Money Amount, string Expires, string By)
        : CertificateCommand;

    /// <summary>A customer buys it for somebody, by card (GC-04..07).</summary>
    /// <param name="Number">Its number; the grain draws it when it is bought.</param>
    /// <param name="Buyer">Who buys it.</param>
    /// <param name="BuyerEmail">Where the buyer is written to.</param>
    /// <param name="Letter">Who gets it, and what they are told.</param>
    /// <param name="ClaimCheck">What opens it; made with its number.</param>
    /// <param name="Request">The exact request to the gateway.</param>
    [GenerateSerializer, Immutable, Alias("certificate-command.purchase")]
    public sealed record Purchase(
        long Number,
        CustomerId Buyer,
        string BuyerEmail,
        GiftLetter Letter,
        string ClaimCheck,
        AuthorizeRequest Request) : CertificateCommand
    {
        /// <summary>The number of the transaction (PAY-01), drawn like its own.</summary>
        [Id(0)]
        public long Transaction { get; init; }

        /// <summary>Says nothing of the people.</summary>
        public override string ToString() => $"Purchase {{ {Number} }}";
    }

    /// <summary>The gateway said something of its payment.</summary>
    /// <param name="Fact">What.</param>
    /// <param name="Present">Whether the buyer waits for it; else a failure is told by mail (EML-06).</param>
    [GenerateSerializer, Immutable, Alias("certificate-command.learn")]
    public sealed record Learn(PaymentFact Fact, bool Present) : CertificateCommand;

    /// <summary>The gateway is going to be told to cancel its payment, which is in doubt (G4).</summary>
    /// <param name="PaymentId">The gateway's id.</param>
    [GenerateSerializer, Immutable, Alias("certificate-command.ask-cancel")]
    public sealed record AskCancel(string PaymentId) : CertificateCommand;

    /// <summary>The gateway said what became of taking its money.</summary>
    /// <param name="Fact">What the payment is now.</param>
    [GenerateSerializer, Immutable, Alias("certificate-command.take-money")]
    public sealed record TakeMoney(PaymentFact Fact) : CertificateCommand;

    /// <summary>The gateway said what became of money that must not stay (G5).</summary>
    /// <param name="Fact">What the payment is now; null: a try to give it back was asked about.</param>
    [GenerateSerializer, Immutable, Alias("certificate-command.settle")]
    public sealed record Settle(PaymentFact? Fact) : CertificateCommand
    {
        /// <summary>Which try was asked about.</summary>
        [Id(0)]
        public string? Reference { get; init; }

        /// <summary>What became of it.</summary>
        [Id(1)]
        public RefundFact? Said { get; init; }
    }

    /// <summary>Becomes a customer's own (GC-09, GC-23).</summary>
    /// <param name="Customer">Whose.</param>
    /// <param name="ClaimCheck">What they typed.</param>
    [GenerateSerializer, Immutable, Alias("certificate-command.claim")]
    public sealed record Claim(CustomerId Customer, string ClaimCheck) : CertificateCommand
    {
        /// <summary>Leaves the claim check out.</summary>
        public override string ToString() => $"Claim {{ {Customer} }}";
    }

    /// <summary>Expires at another time (GC-13).</summary>
    /// <param name="At">When; null: now.</param>
    [GenerateSerializer, Immutable, Alias("certificate-command.set-expiry")]
    public sealed record SetExpiry(DateTimeOffset? At) : CertificateCommand;

    /// <summary>Takes back what is neither used nor held (GC-13).</summary>
    /// <param name="By">Which staff.</param>
    [GenerateSerializer, Immutable, Alias("certificate-command.void")]
    public sealed record Void(string By) : CertificateCommand
    {
        /// <summary>Why.</summary>
        [Id(0)]
        public string? Reason { get; init; }
    }

    /// <summary>Its owner's account has no room for it.</summary>
    [GenerateSerializer, Immutable, Alias("certificate-command.leave-out")]
    public sealed record LeaveOut : CertificateCommand;

    /// <summary>Promises money to an attempt: as much as is wanted and there is.</summary>
    /// <param name="Attempt">Which attempt.</param>
    /// <param name="Customer">Whose order it is.</param>
    /// <param name="Most">How much is wanted.</param>
    /// <param name="Until">From when on the order is asked what became of it.</param>
    [GenerateSerializer, Immutable, Alias("certificate-command.hold")]
    public sealed record Hold(AttemptId Attempt, CustomerId Customer, Money Most, DateTimeOffset Until)
        : CertificateCommand;

    /// <summary>The attempt is paid: what it holds is used.</summary>
    /// <param name="Attempt">Which attempt.</param>
    [GenerateSerializer, Immutable, Alias("certificate-command.commit")]
    public sealed record Commit(AttemptId Attempt) : CertificateCommand;

    /// <summary>The attempt is dead: what it holds is back.</summary>
    /// <param name="Attempt">Which attempt.</param>
    [GenerateSerializer, Immutable, Alias("certificate-command.release")]
    public sealed record Release(AttemptId Attempt) : CertificateCommand;

    /// <summary>An order gives back what it used (GC-17).</summary>
    /// <param name="Attempt">The attempt that paid the order.</param>
    /// <param name="Part">Names what gives it back: once each.</param>
    /// <param name="Amount">How much.</param>
    [GenerateSerializer, Immutable, Alias("certificate-command.reinstate")]
    public sealed record Reinstate(AttemptId Attempt, string Part, Money Amount) : CertificateCommand;
}
