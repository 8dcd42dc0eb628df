namespace Commerce.Kit.Stripe;

/// <summary>Everything there is at this Stripe. Whoever touches it holds its lock.</summary>
internal sealed class StripeBooks(TimeProvider clock)
{
    private int made;

    public Lock Gate { get; } = new();

    public List<StripePayment> Payments { get; } = [];

    public List<StripeRefund> Refunds { get; } = [];

    public List<StripeCustomer> Customers { get; } = [];

    public List<StripeMethod> Methods { get; } = [];

    public List<StripeDispute> Disputes { get; } = [];

    /// <summary>What happened, in order, told to whoever wants webhooks.</summary>
    public List<StripeEvent> Events { get; } = [];

    public long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>What becomes available for a promise.</summary>
    public TimeSpan CaptureTime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Whether payments stay under way.</summary>
    public bool IsSlow { get; set; }

    public string NewId(string prefix) => $"{prefix}_{++made:D14}";

    public StripePayment Payment(string id) => Payments.Find(payment => payment.Id == id)
        ?? throw StripeProblem.Missing("payment_intent", id);

    public StripeMethod Method(string id) => Methods.Find(method => method.Id == id)
        ?? throw StripeProblem.Missing("PaymentMethod", id);

    /// <summary>A method by its id; a test token makes a new one.</summary>
    public StripeMethod MethodOf(string name)
    {
        if (StripeCard.Of(name) is not { } card) return Method(name);
        var method = new StripeMethod { Id = NewId("pm"), Card = card, Created = Now };
        Methods.Add(method);
        return method;
    }

    public void Tell(string kind, System.Text.Json.Nodes.JsonObject about) =>
        Events.Add(new(NewId("evt"), kind, about, Now));

    public void Tell(string kind, StripePayment payment) => Tell(kind, payment.Json(StripeExpansion.None));

    /// <summary>What was not taken of a promise is let go: Stripe counts it as refunded, and lists a refund for
    /// it.</summary>
    public void Release(StripePayment payment)
    {
        payment.Capturable = 0;
        var rest = payment.Amount - payment.Received;
        if (rest == 0) return;
        payment.Charge!.Released = rest;
        Add(new()
        {
            Id = NewId("re"),
            Payment = payment,
            Amount = rest,
            Created = Now,
            Metadata = [],
            Status = "succeeded",
            IsRest = true,
        });
    }

    public void Add(StripeRefund refund)
    {
        refund.Payment.Charge!.Refunds.Add(refund);
        Refunds.Add(refund);
        Tell("refund.created", refund.Json());
    }

    /// <summary>Promises that nobody took in time are over, and refunds that wait arrive.</summary>
    public void PassTime()
    {
        foreach (var payment in Payments.Where(payment => payment.Status == "requires_capture"
            && payment.Charge!.CaptureBefore <= Now).ToList())
        {
            payment.Status = payment.Received > 0 ? "succeeded" : "canceled";
            payment.Capturable = 0;
            if (payment.Received > 0) Release(payment);
            payment.CanceledAt = payment.Received > 0 ? null : Now;
            Tell("charge.expired", payment.Charge!.Json(StripeExpansion.None));
            Tell($"payment_intent.{payment.Status}", payment);
        }

        foreach (var refund in Refunds.Where(refund => !refund.IsRest && refund.Created + 60 <= Now).ToList())
        {
            var fails = refund.Payment.Charge!.Card.FailsRefunds;
            var status = fails ? "failed" : "succeeded";
            if (refund.Status == status || refund.Status is "failed" or "canceled") continue;
            refund.Status = status;
            if (fails) refund.Payment.Charge.Refunded -= refund.Amount;
            Tell(fails ? "refund.failed" : "refund.updated", refund.Json());
        }
    }
}
