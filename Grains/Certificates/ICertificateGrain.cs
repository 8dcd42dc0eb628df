using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Stock;

namespace Commerce.Grains.Certificates;

/// <summary>One gift certificate, keyed by its id (GC-01..24): its money, who owns it, and what orders took of
/// it.</summary>
[Alias("certificate")]
public interface ICertificateGrain : IGrainWithStringKey
{
    /// <summary>Is issued by staff (GC-11).</summary>
    /// <remarks>Refusals: <see cref="InvalidValue"/>, <see cref="NotAllowed"/>.</remarks>
    /// <param name="command">To whom and for how much.</param>
    /// <param name="call">Who asks.</param>
    [Alias("issue")]
    Task<Outcome<CertificateView>> Issue(CertificateCommand.Issue command, Call call);

    /// <summary>Is bought: its payment is stored, and nothing was sent yet (GC-07).</summary>
    /// <remarks>Refusals: <see cref="CertificatesNotSold"/>, <see cref="InvalidValue"/>, <see cref="NotAllowed"/>,
    /// <see cref="PaymentDeclined"/>, <see cref="PaymentUnavailable"/>.</remarks>
    /// <param name="command">What is bought.</param>
    /// <param name="call">Who asks.</param>
    [Alias("purchase")]
    Task<Outcome<CertificateView>> Purchase(CertificateCommand.Purchase command, Call call);

    /// <summary>Hears what the gateway said of its payment.</summary>
    /// <remarks>Refusals: <see cref="PaymentDeclined"/>, <see cref="PaymentUnavailable"/>.</remarks>
    /// <param name="command">What.</param>
    /// <param name="call">Who asks.</param>
    [Alias("learn")]
    Task<Outcome<CertificateView>> Learn(CertificateCommand.Learn command, Call call);

    /// <summary>The gateway is going to be told to cancel its payment: no promise of it is believed from then on
    /// (G4).</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/>, <see cref="NotFound"/>: it is not in doubt, and must not be
    /// cancelled.</remarks>
    /// <param name="paymentId">The gateway's id.</param>
    [Alias("ask-cancel")]
    Task<Outcome<CertificateView>> AskCancel(string paymentId);

    /// <summary>Hears what became of taking its money.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    /// <param name="fact">What the payment is now.</param>
    [Alias("take-money")]
    Task<Outcome<CertificateView>> TakeMoney(PaymentFact fact);

    /// <summary>Hears what became of money that must not stay.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    /// <param name="command">What was heard.</param>
    [Alias("settle-money")]
    Task<Outcome<CertificateView>> Settle(CertificateCommand.Settle command);

    /// <summary>Becomes a customer's own, once (GC-09, GC-23).</summary>
    /// <remarks>Refusals: <see cref="ClaimCheckRefused"/>, <see cref="NotFound"/>.</remarks>
    /// <param name="command">Whose, and what they typed.</param>
    /// <param name="call">Who asks.</param>
    [Alias("claim")]
    Task<Outcome<CertificateView>> Claim(CertificateCommand.Claim command, Call call);

    /// <summary>Expires at another time (GC-13).</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/>, <see cref="NotFound"/>.</remarks>
    /// <param name="at">When; null: now.</param>
    /// <param name="call">Who asks.</param>
    [Alias("set-expiry")]
    Task<Outcome<CertificateView>> SetExpiry(DateTimeOffset? at, Call call);

    /// <summary>Loses what is neither used nor held (GC-13).</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/>, <see cref="NotFound"/>.</remarks>
    /// <param name="call">Who asks, and why.</param>
    [Alias("void")]
    Task<Outcome<CertificateView>> Void(Call call);

    /// <summary>Its owner's account has no room for it: a person hears of it, once.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    /// <param name="call">Who asks.</param>
    [Alias("leave-out")]
    Task<Outcome<CertificateView>> LeaveOut(Call call);

    /// <summary>Promises money to an attempt; answers what it took, which may be nothing. A repeat hears the
    /// same.</summary>
    /// <remarks>Refusals: <see cref="AttemptDead"/> when the attempt was released here before.</remarks>
    /// <param name="command">To which attempt, at most how much.</param>
    [Alias("hold")]
    Task<Outcome<Money>> Hold(CertificateCommand.Hold command);

    /// <summary>The attempt is paid.</summary>
    /// <remarks>Refusals: <see cref="CertificateHoldUnknown"/>, <see cref="NotFound"/>.</remarks>
    /// <param name="attempt">Which attempt.</param>
    [Alias("commit")]
    Task<Outcome<CertificateView>> Commit(AttemptId attempt);

    /// <summary>The attempt is dead; a hold that comes later finds the door shut.</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/>, <see cref="NotFound"/>.</remarks>
    /// <param name="attempt">Which attempt.</param>
    [Alias("release")]
    Task<Outcome<CertificateView>> Release(AttemptId attempt);

    /// <summary>An order gives money back that it used (GC-17): once for each part, and never more than it
    /// used.</summary>
    /// <remarks>Refusals: <see cref="CertificateHoldUnknown"/>, <see cref="InvalidValue"/>,
    /// <see cref="NotFound"/>.</remarks>
    /// <param name="attempt">The attempt that paid the order.</param>
    /// <param name="part">Names what gives it back: <c>refund-1</c>, <c>void</c>.</param>
    /// <param name="amount">How much.</param>
    [Alias("reinstate")]
    Task<Outcome<CertificateView>> Reinstate(AttemptId attempt, string part, Money amount);

    /// <summary>Reads it.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    [Alias("view")]
    Task<Outcome<CertificateView>> View();

    /// <summary>What is to be asked at the gateway now; null: it was not bought.</summary>
    [Alias("inquiry")]
    Task<Inquiry?> Inquiry();

    /// <summary>The promised money that is to be taken now; null: there is none.</summary>
    [Alias("money-to-take")]
    Task<MoneyToTake?> MoneyToTake();
}

/// <summary>Promised money of a valid certificate.</summary>
/// <param name="PaymentId">The gateway's id.</param>
/// <param name="Amount">How much.</param>
/// <param name="Key">The idempotency key.</param>
[GenerateSerializer, Immutable, Alias("certificate-money-to-take")]
public sealed record MoneyToTake(string PaymentId, Money Amount, string Key)
{
    /// <summary>When it was stored, just before its first sending.</summary>
    [Id(0)]
    public DateTimeOffset FirstSentAt { get; init; }

    /// <summary>When the gateway was heard to have broken down over it twice; from then on it is only read.</summary>
    [Id(1)]
    public DateTimeOffset? BrokenAt { get; init; }

    /// <summary>As the gateway is told.</summary>
    public CaptureRequest ToRequest() => new(PaymentId, Amount, Final: true, Key);
}
