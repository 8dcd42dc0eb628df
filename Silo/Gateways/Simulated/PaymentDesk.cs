using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Simulated;

/// <summary>What the simulated gateway does with payments, inside one transaction of its ledger.</summary>
internal sealed class PaymentDesk(Desk desk)
{
    private const int UndecidedMost = 2;

    private static readonly PaymentFact.Rejected Misused = new(Desk.Misused);

    private ILedger Ledger => desk.Ledger;

    /// <summary>Asks for money: once per key.</summary>
    public GatewayReply<PaymentFact> Authorize(AuthorizeRequest request) => desk.Once<PaymentFact>(
        new("authorize", request.Key, JsonSerializer.Serialize(request, KernelJson.Options)),
        Misused,
        known => Authorize(request, known));

    /// <summary>Reads a payment.</summary>
    public GatewayReply<PaymentFact> Read(string paymentId) =>
        desk.Logged("read", paymentId, FactOf(Ask(Ledger.Payment(paymentId))));

    /// <summary>Finds an attempt's payment. Of several, one that may have money on it matters most.</summary>
    public GatewayReply<PaymentFact> Find(string reference, DateTimeOffset from, DateTimeOffset to)
    {
        var found = Ledger
            .PaymentsOf(reference, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds())
            .OrderBy(payment => payment.Status is PaymentStatus.Cancelled or PaymentStatus.Declined)
            .FirstOrDefault();
        return desk.Logged("find", reference, FactOf(Ask(found)));
    }

    /// <summary>Takes promised money; says what any other payment is.</summary>
    public GatewayReply<PaymentFact> Capture(CaptureRequest request) => desk.Once<PaymentFact>(
        new("capture", request.Key, $"{request.PaymentId}\n{request.Amount}\n{request.Final}"),
        Misused,
        _ => Captured(request, Ask(Ledger.Payment(request.PaymentId))));

    /// <summary>Cancels a payment that waits for the shopper or for capture; says what any other is. Of a promise that
    /// was taken in part the rest ends.</summary>
    public GatewayReply<PaymentFact> Cancel(string paymentId, string key) => desk.Once<PaymentFact>(
        new("cancel", key, paymentId),
        Misused,
        _ => Ask(Ledger.Payment(paymentId)) is
        { Status: PaymentStatus.RequiresAction or PaymentStatus.RequiresCapture } open
            ? new(FactOf(Changed(open.Ended())), paymentId)
            : new(FactOf(Ledger.Payment(paymentId))));

    /// <summary>The shopper takes the step of their own, or fails to.</summary>
    public GatewayReply<PaymentFact> Authenticate(string name, bool succeed)
    {
        var payment = Ledger.PaymentOf(name);
        if (payment is { Status: PaymentStatus.RequiresAction })
        {
            payment = Changed(succeed
                ? payment.Approved(desk)
                : payment with { Status = PaymentStatus.Declined, DeclineCode = "authentication_failed" });
        }

        return desk.Logged("authenticate", payment?.Id ?? "unknown", FactOf(payment));
    }

    /// <summary>The card's holder disputes a part of what was captured; nothing: the dispute is over.</summary>
    public GatewayReply<PaymentFact> Dispute(string paymentId, Money amount)
    {
        var payment = Ledger.Payment(paymentId);
        if (payment is not null && amount.Currency == payment.Currency
            && amount.Amount >= 0 && amount.Amount <= payment.Captured)
            payment = Changed(payment with { Disputed = amount.Amount });
        return desk.Logged("dispute", paymentId, FactOf(payment));
    }

    /// <summary>A page of payments, newest first.</summary>
    public GatewayReply<GatewayPage<ListedPayment>> List(Span span)
    {
        var rows = Ledger.Payments(span, desk.Settings.PageSize + 1);
        var items = rows.Take(desk.Settings.PageSize).Select(Settled).Select(payment => new ListedPayment(
            payment.Id, payment.Attempt, payment.Fact(desk.Now), ShopClock.FromMilliseconds(payment.CreatedAt)));
        var last = rows.Count > desk.Settings.PageSize ? rows[desk.Settings.PageSize - 1].Id : null;
        return desk.Logged("list", "payments", new GatewayPage<ListedPayment>([.. items], last));
    }

    private Done<PaymentFact> Authorize(AuthorizeRequest request, KnownRequest known)
    {
        if (Refuse(request) is { } reason) return new(new PaymentFact.Rejected(reason));
        var card = CardOf(request)!;
        if (card.Manner == Manner.NoAnswer && known.Sends == 1)
            return new(new PaymentFact.Unknown("nothing done"), Lost: true);

        var payment = known.Made is { } id ? Ledger.Payment(id)! : Made(request, card, known.Sends);
        var fact = FactOf(Ask(payment));
        return new(
            fact,
            payment.Id,
            fact is not PaymentFact.Unknown,
            Lost: card.Manner == Manner.AnswerLost && known.Sends == 1);
    }

    private string? Refuse(AuthorizeRequest request)
    {
        if (CardOf(request) is null) return MethodDesk.Unheard;
        return request.Amount.IsPositive ? null : "amount_invalid";
    }

    // A kept method can be charged for its customer only, and one that is not kept only once.
    private SimulatedCard? CardOf(AuthorizeRequest request)
    {
        if (Ledger.Method(request.Method) is not { } method) return SimulatedCard.Of(request.Method);
        if (method.Forgotten || method.Customer is null || method.Customer != request.Customer) return null;
        var card = SimulatedCard.Of(method.Card)!;
        return card.FailsLater ? card with { DeclineCode = "generic_decline" } : card;
    }

    private Done<PaymentFact> Captured(CaptureRequest request, SimulatedPayment? payment)
    {
        if (payment is not { Status: PaymentStatus.RequiresCapture }) return new(FactOf(payment));
        var (amount, rest) = (request.Amount, payment.Amount - payment.Captured);
        if (amount.Currency != payment.Currency || amount.Amount <= 0 || amount.Amount > rest)
            return new(new PaymentFact.Rejected("amount_invalid"));
        if (!request.Final && !payment.ManyCaptures) return new(new PaymentFact.Rejected("capture_not_final"));

        var taken = payment.Taken(amount.Amount, desk);
        return new(FactOf(Changed(request.Final ? taken.Ended() : taken)), payment.Id);
    }

    private SimulatedPayment Made(AuthorizeRequest request, SimulatedCard card, long sends)
    {
        var id = "pi_" + Desk.Hash(request.Key, sends.ToString("D"))[..24];
        var payment = new SimulatedPayment
        {
            Id = id,
            Attempt = request.Reference,
            RequestKey = request.Key,
            Status = PaymentStatus.Processing,
            Amount = request.Amount.Amount,
            Currency = request.Amount.Currency,
            AddressMatches = card.AddressMatches,
            Last4 = card.Last4,
            DeclineCode = card.NeedsAction && request.OffSession ? "authentication_required" : card.DeclineCode,
            ClientSecret = card.NeedsAction && !request.OffSession ? $"{id}_secret_{desk.Chance()}" : null,
            CaptureNow = request.CaptureNow || card.TakenAtOnce,
            ManyCaptures = card.ManyCaptures && request.ManyCaptures,
            DisputedAtOnce = card.Disputed,
            RefundManner = card.Refunds,
            Method = request.KeepForLater ? Reusable(request) : request.Customer is null ? null : request.Method,
            CreatedAt = desk.Now,
        };
        payment = card.Manner == Manner.Inconclusive ? payment : payment.Decided(desk);
        Ledger.Add(payment);
        return payment;
    }

    private string Reusable(AuthorizeRequest request)
    {
        if (Ledger.Method(request.Method) is { } known) return known.Id;
        var method = new SimulatedMethod
        {
            Id = "pm_" + Desk.Hash(request.Key, "method")[..24],
            Card = request.Method,
            Customer = request.Customer,
        };
        Ledger.Put(method);
        return method.Id;
    }

    private PaymentFact FactOf(SimulatedPayment? payment) => payment?.Fact(desk.Now) ?? new PaymentFact.Absent();

    // Whoever asks about an undecided payment, in whatever way, brings it one step nearer to its decision.
    private SimulatedPayment? Ask(SimulatedPayment? payment)
    {
        if (payment is not { Status: PaymentStatus.Processing }) return payment is null ? null : Settled(payment);
        return Changed(payment.Undecided < UndecidedMost
            ? payment with { Undecided = payment.Undecided + 1 }
            : payment.Decided(desk));
    }

    // A promise that nobody took in time is over.
    private SimulatedPayment Settled(SimulatedPayment payment) =>
        payment is { Status: PaymentStatus.RequiresCapture, CaptureBefore: { } end } && desk.Now >= end
            ? Changed(payment.Ended())
            : payment;

    private SimulatedPayment Changed(SimulatedPayment payment)
    {
        Ledger.Change(payment);
        return payment;
    }
}
