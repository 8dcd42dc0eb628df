using System.Text.Json.Nodes;

namespace Commerce.Kit.Stripe;

/// <summary>What Stripe does with payments and refunds.</summary>
internal sealed class StripeTill(StripeBooks books)
{
    public JsonObject Create(StripeForm form)
    {
        var amount = form.Number("amount") ?? throw StripeProblem.Invalid("parameter_missing", "Missing", "amount");
        var currency = form.Required("currency");
        if (amount < 1) throw StripeProblem.Invalid("parameter_invalid_integer", "Invalid positive integer", "amount");
        StripeMoney.Check(amount, currency, "amount");
        if (amount < StripeMoney.LeastOf(currency))
            throw StripeProblem.Invalid("amount_too_small", $"Amount must be larger in {currency}", "amount");
        var payment = new StripePayment
        {
            Id = books.NewId("pi"),
            Amount = amount,
            Currency = currency,
            Created = books.Now,
            CaptureMethod = form["capture_method"] ?? "automatic",
            Customer = form["customer"],
            SetupFutureUsage = form["setup_future_usage"],
            WantsManyCaptures = form["payment_method_options[card][request_multicapture]"] == "if_available",
            Metadata = form.Metadata,
        };
        if (form["payment_method"] is { } method)
        {
            payment.Method = Usable(method, payment.Customer);
            payment.Status = "requires_confirmation";
        }

        books.Payments.Add(payment);
        books.Tell("payment_intent.created", payment);
        if (form.Flag("confirm")) Charge(payment, form.Flag("off_session"));
        return payment.Json(form.Expansion);
    }

    public JsonObject Confirm(StripePayment payment, StripeForm form)
    {
        if (form["payment_method"] is { } method) payment.Method = Usable(method, payment.Customer);
        if (payment.Method is null || payment.Status is not ("requires_confirmation" or "requires_payment_method"))
            throw Unexpected(payment, "confirm");
        Charge(payment, form.Flag("off_session"));
        return payment.Json(form.Expansion);
    }

    public JsonObject Capture(StripePayment payment, StripeForm form)
    {
        if (payment.Status != "requires_capture") throw Unexpected(payment, "capture");
        var amount = form.Number("amount_to_capture") ?? payment.Capturable;
        if (amount < 1 || amount > payment.Capturable)
            throw StripeProblem.Invalid("amount_too_large", "More than can be captured", "amount_to_capture");
        StripeMoney.Check(amount, payment.Currency, "amount_to_capture");
        var final = form.Flag("final_capture", otherwise: true);
        if (!final && !payment.Charge!.ManyCaptures)
            throw StripeProblem.Invalid(null, "This PaymentIntent can be captured once only", "final_capture");
        Take(payment, amount);
        payment.Capturable -= amount;
        if (final) books.Release(payment);
        books.Tell("charge.captured", payment.Charge!.Json(StripeExpansion.None));
        if (payment.Capturable == 0) End(payment);
        return payment.Json(form.Expansion);
    }

    public JsonObject Cancel(StripePayment payment, StripeForm form)
    {
        if (payment.Status is "succeeded" or "canceled" or "processing") throw Unexpected(payment, "cancel");
        payment.Status = "canceled";
        payment.Capturable = 0;
        payment.CanceledAt = books.Now;
        books.Tell("payment_intent.canceled", payment);
        return payment.Json(form.Expansion);
    }

    public JsonObject Refund(StripeForm form)
    {
        var payment = books.Payments.Find(one => one.Id == form.Required("payment_intent"))
            ?? throw StripeProblem.Missing("payment_intent", form.Required("payment_intent"));
        if (payment.Charge is not { } charge || payment.Received == 0)
            throw StripeProblem.Invalid("payment_intent_unexpected_state", "There is no successful charge to refund.");
        var rest = payment.Received - charge.Refunded;
        if (rest == 0) throw StripeProblem.Invalid("charge_already_refunded", "The charge has been refunded.");
        var amount = form.Number("amount") ?? rest;
        if (amount < 1 || amount > rest)
            throw StripeProblem.Invalid(null, "Refund amount is greater than unrefunded amount on charge", "amount");
        StripeMoney.Check(amount, payment.Currency, "amount");
        var refund = new StripeRefund
        {
            Id = books.NewId("re"),
            Payment = payment,
            Amount = amount,
            Created = books.Now,
            Metadata = form.Metadata,
            Status = charge.Card.Refunds,
        };
        charge.Refunded += amount;
        books.Add(refund);
        books.Tell("charge.refunded", charge.Json(StripeExpansion.None));
        return refund.Json();
    }

    /// <summary>A payment that is under way comes to its end.</summary>
    public void Finish(StripePayment payment)
    {
        if (payment.Status == "processing" && !books.IsSlow) Approve(payment);
    }

    /// <summary>The shopper takes the step of their own, or fails to.</summary>
    public void Authenticate(string paymentId, bool succeed)
    {
        var payment = books.Payment(paymentId);
        if (payment.Status != "requires_action") return;
        if (succeed) Approve(payment);
        else Decline(payment, "payment_intent_authentication_failure", null, isCharged: false);
    }

    /// <summary>The card's holder disputes, or the dispute ends.</summary>
    public void Dispute(string paymentId, long amount, string status)
    {
        var payment = books.Payment(paymentId);
        books.Disputes.RemoveAll(dispute => dispute.Payment == payment);
        books.Disputes.Add(new(books.NewId("dp"), payment, amount, status, books.Now));
        payment.Charge!.Disputed = true;
        books.Tell("charge.dispute.created", books.Disputes[^1].Json());
    }

    private StripeMethod Usable(string name, string? customer)
    {
        if (StripeCard.Of(name) is null && books.Methods.All(method => method.Id != name))
            throw StripeProblem.Invalid("resource_missing", $"No such PaymentMethod: '{name}'", "payment_method");
        var method = books.MethodOf(name);
        if (method.IsSpent || (method.Customer is not null && method.Customer != customer))
            throw StripeProblem.Invalid("payment_method_unactivated", "It may not be used again", "payment_method");
        return method;
    }

    private void Charge(StripePayment payment, bool offSession)
    {
        var (method, card) = (payment.Method!, payment.Method!.Card);
        method.IsSpent = method.Customer is null;
        payment.Error = null;
        if (card.FailsOnceAttached && method.Customer is not null) Decline(payment, "card_declined", "generic_decline");
        else if (card.Code is { } code) Decline(payment, code, card.DeclineCode);
        else if (card.NeedsAction && offSession)
            Decline(payment, "authentication_required", "authentication_required");
        else if (card.NeedsAction) payment.Status = "requires_action";
        else if (books.IsSlow) payment.Status = "processing";
        else Approve(payment);

        if (payment.Error is { } error)
        {
            throw StripeProblem.Declined(error.Code, error.DeclineCode, payment.Json(StripeExpansion.None));
        }
    }

    // The bank's no is a charge that failed; a step that was not taken asks no bank.
    private void Decline(StripePayment payment, string code, string? declineCode, bool isCharged = true)
    {
        payment.Status = "requires_payment_method";
        payment.Error = (code, declineCode);
        if (isCharged)
        {
            payment.Charge = new()
            {
                Id = books.NewId("ch"),
                Payment = payment,
                Card = payment.Method!.Card,
                Created = books.Now,
                Failure = code,
            };
            books.Tell("charge.failed", payment.Charge.Json(StripeExpansion.None));
        }

        books.Tell("payment_intent.payment_failed", payment);
    }

    private void Approve(StripePayment payment)
    {
        var isManual = payment.CaptureMethod == "manual";
        payment.Charge = new()
        {
            Id = books.NewId("ch"),
            Payment = payment,
            Card = payment.Method!.Card,
            Created = books.Now,
            CaptureBefore = isManual ? books.Now + (long)books.CaptureTime.TotalSeconds : null,
            ManyCaptures = isManual && payment.WantsManyCaptures,
        };
        payment.Status = "requires_capture";
        payment.Capturable = payment.Amount;
        if (isManual)
        {
            books.Tell("charge.succeeded", payment.Charge.Json(StripeExpansion.None));
            books.Tell("payment_intent.amount_capturable_updated", payment);
            return;
        }

        Take(payment, payment.Amount);
        payment.Capturable = 0;
        books.Tell("charge.succeeded", payment.Charge.Json(StripeExpansion.None));
        End(payment);
    }

    private void Take(StripePayment payment, long amount)
    {
        payment.Received += amount;
        payment.Charge!.Entry ??= books.NewId("txn");
        payment.Charge.SettledAt = books.Now;
    }

    private void End(StripePayment payment)
    {
        payment.Status = "succeeded";
        books.Tell("payment_intent.succeeded", payment);
        if (payment.Charge!.Card.Disputes) Dispute(payment.Id, payment.Received, "needs_response");
    }

    private static StripeProblem Unexpected(StripePayment payment, string verb) => new(
        400,
        "invalid_request_error",
        "payment_intent_unexpected_state",
        $"You cannot {verb} this PaymentIntent because it has a status of {payment.Status}.")
    {
        Payment = payment.Json(StripeExpansion.None),
    };
}
