using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using static Commerce.Grains.Certificates.CertificateEvent;

namespace Commerce.Grains.Certificates;

/// <summary>How the money is taken that was promised for a certificate (SCH-09, PAY-14): pure. It is valid already, so
/// that what the gateway did not take for certain is asked for anew, each time under a key of its own, until the
/// promise is over.</summary>
internal static class PromisedMoney
{
    /// <summary>Why it was not taken, though the promise may stand: it is cancelled.</summary>
    public const string Declined = "declined";

    /// <summary>Why it was not taken: the gateway did not take the request.</summary>
    public const string Rejected = "rejected";

    /// <summary>Why it was not taken: the promise is over, and until then no try took it.</summary>
    public const string Untaken = "untaken";

    /// <summary>Whether the promise may stand although its money was not taken.</summary>
    public static bool MayStand(string why) => why is Declined or Rejected or Untaken;

    /// <summary>What is to be taken now, or asked about; null: nothing.</summary>
    public static MoneyToTake? Of(CertificateCore? core) =>
        core?.PaidWith is { Status: PurchaseStatus.Authorized, GatewayId: { } id } paid
            ? new(id, paid.Request.Amount, CaptureTries.KeyOf($"{paid.Request.Reference}/capture", paid.CapturesBefore))
            {
                FirstSentAt = SentAt(core),
                BrokenAt = paid.CaptureBroke?.TwiceAt,
            }
            : null;

    public static Decision<CertificateEvent> Heard(
        CertificateCore core, PaymentFact fact, ShopSettings settings, DateTimeOffset now)
    {
        if (core.PaidWith is not { Status: PurchaseStatus.Authorized } paid) return Already.Done;
        var since = core.AuthorizedAt ?? paid.FirstSentAt;
        return fact switch
        {
            PaymentFact.Approved f when f.Captured >= paid.Request.Amount => new MoneyTaken(now, f.Captured)
            {
                Settlement = f.Settlement,
                Disputed = f.Disputed,
            },
            PaymentFact.Cancelled or PaymentFact.Absent or PaymentFact.Declined =>
                new MoneyLost(now, fact.GetType().Name.ToLowerInvariant()),
            PaymentFact.Rejected => new MoneyLost(now, Rejected),
            PaymentFact.Approved f when now >= (f.CaptureBefore ?? since + CaptureTries.PromiseTime) =>
                new MoneyLost(now, Untaken),

            // What was not taken after its last possible sending and some quiet will not be.
            PaymentFact.Approved when now
                >= CaptureTries.LastWord(paid.CaptureBroke, SentAt(core), settings) + CaptureTries.Pause =>
                    new CaptureRepeated(now),

            _ when Breakdown.After(paid.CaptureBroke, fact.Broke, now) is { } broke => new CaptureBroke(now, broke),

            // It is asked on; after long a person hears, once (PAY-14).
            _ when !paid.IsSilent && now >= since + settings.GatewaySilence =>
                new PaymentSilent(now, fact is PaymentFact.Unknown f ? f.Why : "open"),
            _ => Already.Done,
        };
    }

    public static CertificatePayment Repeated(CertificatePayment payment, CaptureRepeated happened) => payment with
    {
        CapturesBefore = payment.CapturesBefore + 1,
        CaptureSentAt = happened.At,
        CaptureBroke = null,
    };

    private static DateTimeOffset SentAt(CertificateCore core) =>
        core.PaidWith!.CaptureSentAt ?? core.AuthorizedAt ?? core.PaidWith.FirstSentAt;
}
