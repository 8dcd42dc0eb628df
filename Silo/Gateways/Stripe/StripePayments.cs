using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>Payments at Stripe: one PaymentIntent per attempt.</summary>
internal sealed class StripePayments(StripeWire wire)
{
    private const string Path = "/v1/payment_intents";
    private const string Expanded = "latest_charge.balance_transaction";
    private const int Most = 100;

    /// <summary>Asks for the money.</summary>
    public async Task<PaymentFact> Authorize(AuthorizeRequest request, CancellationToken stop)
    {
        switch (await wire.Post(Path, FormOf(request), request.Key, stop))
        {
            case StripeAnswer.Done(var payment):
                return await Decided(payment, stop);
            case StripeAnswer.Refused { Error: { IsDecline: true } error }:
                return new PaymentFact.Declined(error.PaymentId, error.DeclineCode ?? error.Reason);
            case StripeAnswer.Refused { Error: { IsOfState: true, PaymentId: { } id } }:
                return await Read(id, stop);
            case StripeAnswer.Refused refused:
                return new PaymentFact.Rejected(refused.Error.Reason);
            case var other:
                return NothingOf(other);
        }
    }

    /// <summary>Reads a payment. A reading that is refused says nothing of the payment.</summary>
    public async Task<PaymentFact> Read(string paymentId, CancellationToken stop) =>
        await wire.Get(PathOf(paymentId), new StripeForm().Add("expand[0]", Expanded), stop) switch
        {
            StripeAnswer.Done(var payment) => await FactOf(payment, stop),
            StripeAnswer.Refused { Error.IsMissing: true } => new PaymentFact.Absent(),
            StripeAnswer.Refused refused => new PaymentFact.Unknown(refused.Error.Reason),
            var other => NothingOf(other),
        };

    /// <summary>Looks through a span of time. Of several, one that may have money on it matters most.</summary>
    public async Task<PaymentFact> Find(
        string reference, DateTimeOffset from, DateTimeOffset to, CancellationToken stop)
    {
        PaymentFact best = new PaymentFact.Absent();
        string? after = null;
        do
        {
            if (await List(from, to, after, stop) is not { } page) return new PaymentFact.Unknown("list");
            foreach (var found in page.Items.Where(item => item.Reference == reference))
            {
                if (found.Fact is not (PaymentFact.Declined or PaymentFact.Cancelled)) return found.Fact;
                best = found.Fact;
            }

            after = page.Next;
        }
        while (after is not null);
        return best;
    }

    /// <summary>Takes promised money.</summary>
    public async Task<PaymentFact> Capture(CaptureRequest request, CancellationToken stop)
    {
        var form = new StripeForm()
            .Add("amount_to_capture", StripeObject.Units(request.Amount))
            .AddIf(!request.Final, "final_capture", "false")
            .Add("expand[0]", Expanded);
        return await wire.Post($"{PathOf(request.PaymentId)}/capture", form, request.Key, stop) switch
        {
            StripeAnswer.Done(var payment) => await Decided(payment, stop),
            StripeAnswer.Refused { Error: { IsOfState: true } or { IsMissing: true } } =>
                await Read(request.PaymentId, stop),
            StripeAnswer.Refused refused => new PaymentFact.Rejected(refused.Error.Reason),
            StripeAnswer.Nothing { IsBreakdown: true } => await Read(request.PaymentId, stop),
            var other => NothingOf(other),
        };
    }

    /// <summary>Ends a payment. A refusal for any other reason than its state says nothing of it.</summary>
    public async Task<PaymentFact> Cancel(string paymentId, string key, CancellationToken stop)
    {
        var form = new StripeForm().Add("expand[0]", Expanded);
        return await wire.Post($"{PathOf(paymentId)}/cancel", form, key, stop) switch
        {
            StripeAnswer.Done(var payment) => await FactOf(payment, stop),
            StripeAnswer.Refused { Error: { IsOfState: true } or { IsMissing: true } } => await Read(paymentId, stop),
            StripeAnswer.Refused refused => new PaymentFact.Unknown(refused.Error.Reason),
            StripeAnswer.Nothing { IsBreakdown: true } => await Read(paymentId, stop),
            var other => NothingOf(other),
        };
    }

    /// <summary>A page of payments, newest first; null: no answer.</summary>
    public async Task<GatewayPage<ListedPayment>?> List(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop)
    {
        var query = new StripeForm().AddCreated(from, to).Add("limit", Most).Add("starting_after", after)
            .Add("expand[0]", $"data.{Expanded}");
        if (await wire.Get(Path, query, stop) is not StripeAnswer.Done(var page)) return null;

        var items = ImmutableArray.CreateBuilder<ListedPayment>();
        foreach (var payment in page.Items)
        {
            var reference = payment.Child("metadata")?.Text("attempt");
            items.Add(new(payment.Id, reference, await FactOf(payment, stop), payment.Created));
        }

        return new(items.ToImmutable(), page.Flag("has_more") ? page.Items[^1].Id : null);
    }

    private static StripeForm FormOf(AuthorizeRequest request) => new StripeForm()
        .Add("amount", StripeObject.Units(request.Amount))
        .Add("currency", request.Amount.Currency.ToLowerInvariant())
        .Add("payment_method", request.Method)
        .Add("payment_method_types[0]", "card")
        .Add("capture_method", request.CaptureNow ? "automatic" : "manual")
        .Add("confirm", "true")
        .Add("customer", request.Customer)
        .AddIf(request.OffSession, "off_session")
        .AddIf(request.KeepForLater, "setup_future_usage", "off_session")
        .AddIf(
            request.ManyCaptures && !request.CaptureNow,
            "payment_method_options[card][request_multicapture]",
            "if_available")
        .Add("return_url", request.OffSession ? null : request.ReturnUrl)
        .Add("metadata[order]", request.Reference.Split('/')[0])
        .Add("metadata[attempt]", request.Reference)
        .Add("expand[0]", Expanded);

    // Under its key the first answer would come again: an undecided payment must be read.
    private async Task<PaymentFact> Decided(StripeObject payment, CancellationToken stop)
    {
        var fact = await FactOf(payment, stop);
        for (var times = 0; times < StripeWire.Waits.Length && fact is PaymentFact.Unknown; times++)
        {
            if (!await wire.Wait(times, stop)) return fact;
            fact = await Read(payment.Id, stop);
        }

        return fact;
    }

    private async Task<PaymentFact> FactOf(StripeObject payment, CancellationToken stop)
    {
        if (payment.Child("latest_charge") is not { } charge || !charge.Flag("disputed"))
            return StripeFacts.Of(payment, disputed: 0);
        var query = new StripeForm().Add("charge", charge.Id).Add("limit", Most);
        return await wire.Get("/v1/disputes", query, stop) is StripeAnswer.Done(var disputes)
            ? StripeFacts.Of(payment, disputes.Items.Sum(StripeFacts.OfDispute))
            : new PaymentFact.Unknown("disputes");
    }

    private static string PathOf(string paymentId) => $"{Path}/{Uri.EscapeDataString(paymentId)}";

    private static PaymentFact.Unknown NothingOf(StripeAnswer answer) => new(((StripeAnswer.Nothing)answer).Why);
}
