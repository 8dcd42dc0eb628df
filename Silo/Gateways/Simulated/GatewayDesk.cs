using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Simulated;

/// <summary>What the gateway answers.</summary>
/// <param name="Fact">What it says.</param>
/// <param name="Lost">Whether nobody hears it.</param>
internal sealed record GatewayReply(PaymentFact Fact, bool Lost = false);

/// <summary>What the simulated gateway does with one request, inside one transaction of its ledger.</summary>
internal sealed class GatewayDesk(Ledger ledger, SimulatorSettings settings, DateTimeOffset at)
{
    private const int UndecidedMost = 2;

    private readonly long now = at.ToUnixTimeMilliseconds();

    /// <summary>Asks for money: once per key.</summary>
    public GatewayReply Authorize(AuthorizeRequest request)
    {
        var hash = Hash("authorize", JsonSerializer.Serialize(request, KernelJson.Options));
        var known = ledger.Receive(request.Key, "authorize", hash, now);
        return Logged("authorize", request.Key, known.Hash == hash
            ? Authorize(request, known)
            : new(new PaymentFact.Rejected("idempotency_error")));
    }

    /// <summary>Reads a payment.</summary>
    public GatewayReply Read(string paymentId) => Logged("read", paymentId, Ask(ledger.Payment(paymentId)));

    /// <summary>Finds an attempt's payment. Of several, one that may have money on it matters most.</summary>
    public GatewayReply Find(string attempt, DateTimeOffset from, DateTimeOffset to)
    {
        var found = ledger
            .PaymentsOf(attempt, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds())
            .OrderBy(payment => payment.Status is PaymentStatus.Cancelled or PaymentStatus.Declined)
            .FirstOrDefault();
        return Logged("find", attempt, Ask(found));
    }

    /// <summary>Cancels a payment that waits for the shopper or for capture; says what any other is.</summary>
    public GatewayReply Cancel(string paymentId, string key)
    {
        if (IsMisused(key, "cancel", paymentId)) return Rejected("cancel", key, "idempotency_error");

        var payment = Ask(ledger.Payment(paymentId));
        if (payment is { Status: PaymentStatus.RequiresAction or PaymentStatus.RequiresCapture })
            payment = Changed(payment with { Status = PaymentStatus.Cancelled });

        return Logged("cancel", key, payment);
    }

    /// <summary>Takes promised money, once per payment: the rest of the promise ends with it.</summary>
    public GatewayReply Capture(string paymentId, Money amount, string key)
    {
        if (IsMisused(key, "capture", $"{paymentId}\n{amount}")) return Rejected("capture", key, "idempotency_error");

        var payment = Ask(ledger.Payment(paymentId));
        if (payment is { Status: PaymentStatus.RequiresCapture })
        {
            if (!Fits(amount, payment, payment.Amount)) return Rejected("capture", key, "amount_invalid");
            payment = Changed(payment with { Status = PaymentStatus.Succeeded, Captured = amount.Amount });
        }

        return Logged("capture", key, payment);
    }

    /// <summary>Gives captured money back, once per key; says what any other payment is.</summary>
    public GatewayReply Refund(string paymentId, Money amount, string key)
    {
        if (IsMisused(key, "refund", $"{paymentId}\n{amount}")) return Rejected("refund", key, "idempotency_error");

        var payment = Ask(ledger.Payment(paymentId));
        if (payment is { Status: PaymentStatus.Succeeded, Rest: > 0 } && !ledger.HasRefund(key))
        {
            if (!Fits(amount, payment, payment.Rest)) return Rejected("refund", key, "amount_invalid");
            ledger.AddRefund(key, payment.Id, amount.Amount, now);
            payment = Changed(payment with { Refunded = payment.Refunded + amount.Amount });
        }

        return Logged("refund", key, payment);
    }

    /// <summary>The shopper takes the step of their own, or fails to.</summary>
    public GatewayReply Authenticate(string name, bool succeed)
    {
        var payment = ledger.PaymentOf(name);
        if (payment is { Status: PaymentStatus.RequiresAction })
        {
            payment = Changed(succeed
                ? payment with { Status = PaymentStatus.RequiresCapture }
                : payment with { Status = PaymentStatus.Declined, DeclineCode = "authentication_failed" });
        }

        return Logged("authenticate", payment?.Id ?? "unknown", payment);
    }

    private GatewayReply Authorize(AuthorizeRequest request, KnownRequest known)
    {
        if (SimulatedCard.Of(request.Method) is not { } card)
            return new(new PaymentFact.Rejected("payment_method_unknown"));
        if (!request.Amount.IsPositive) return new(new PaymentFact.Rejected("amount_invalid"));
        if (card.Manner == Manner.NoAnswer && known.Sends == 1)
            return new(new PaymentFact.Unknown("nothing done"), Lost: true);

        if (now - known.KnownSince >= settings.KeyTime.TotalMilliseconds) known = Forgotten(request.Key, known);
        if (known.Answer is { } said) return new(JsonSerializer.Deserialize<PaymentFact>(said, KernelJson.Options)!);

        var payment = known.Payment is { } id ? ledger.Payment(id)! : Made(request, card, known.Sends);
        var fact = Ask(payment)!.Fact();
        var answer = fact is PaymentFact.Unknown ? null : JsonSerializer.Serialize(fact, KernelJson.Options);
        ledger.Keep(request.Key, payment.Id, answer);
        return new(fact, Lost: card.Manner == Manner.AnswerLost && known.Sends == 1);
    }

    private KnownRequest Forgotten(string key, KnownRequest known)
    {
        ledger.Forget(key, now);
        return known with { Payment = null, Answer = null };
    }

    private SimulatedPayment Made(AuthorizeRequest request, SimulatedCard card, long sends)
    {
        var id = "pi_" + Hash(request.Key, sends.ToString("D"))[..24];
        var payment = new SimulatedPayment
        {
            Id = id,
            Attempt = request.Attempt.Value,
            RequestKey = request.Key,
            Status = StatusOf(card),
            Amount = request.Amount.Amount,
            Currency = request.Amount.Currency,
            AddressMatches = card.AddressMatches,
            Last4 = card.Last4,
            DeclineCode = card.DeclineCode,
            ClientSecret = card.NeedsAction ? $"{id}_secret_{Chance()}" : null,
            CreatedAt = now,
        };
        ledger.Add(payment);
        return payment;
    }

    private static string Chance() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    private static string StatusOf(SimulatedCard card) => card switch
    {
        { Manner: Manner.Inconclusive } => PaymentStatus.Processing,
        { DeclineCode: not null } => PaymentStatus.Declined,
        { NeedsAction: true } => PaymentStatus.RequiresAction,
        _ => PaymentStatus.RequiresCapture,
    };

    // Whoever asks about an undecided payment, in whatever way, brings it one step nearer to its decision.
    private SimulatedPayment? Ask(SimulatedPayment? payment)
    {
        if (payment is not { Status: PaymentStatus.Processing }) return payment;
        return Changed(payment.Undecided < UndecidedMost
            ? payment with { Undecided = payment.Undecided + 1 }
            : payment with { Status = PaymentStatus.RequiresCapture });
    }

    private SimulatedPayment Changed(SimulatedPayment payment)
    {
        ledger.Change(payment);
        return payment;
    }

    private bool IsMisused(string key, string operation, string what)
    {
        var hash = Hash(operation, what);
        return ledger.Receive(key, operation, hash, now).Hash != hash;
    }

    private static bool Fits(Money amount, SimulatedPayment payment, long most) =>
        amount.Currency == payment.Currency && amount.Amount > 0 && amount.Amount <= most;

    private GatewayReply Rejected(string operation, string key, string reason) =>
        Logged(operation, key, new GatewayReply(new PaymentFact.Rejected(reason)));

    private GatewayReply Logged(string operation, string subject, SimulatedPayment? payment) =>
        Logged(operation, subject, new GatewayReply(payment?.Fact() ?? new PaymentFact.Absent()));

    private GatewayReply Logged(string operation, string subject, GatewayReply reply)
    {
        ledger.Log(now, operation, subject, reply.Fact.GetType().Name + (reply.Lost ? ", lost" : ""));
        return reply;
    }

    private static string Hash(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
