using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>Payments at Stripe: one PaymentIntent per attempt.</summary>
internal sealed class StripePayments(IStripeCalls calls, StripeWire wire)
{
    // They are asked for apart, and were not told.
    private const string Disputes = "disputes";

    private readonly StripeWalks walks = new();

    /// <summary>Asks for the money.</summary>
    public async Task<PaymentFact> Authorize(AuthorizeRequest request, CancellationToken stop)
    {
        switch (await calls.Authorize(request, stop))
        {
            case StripeAnswer.Done(var payment):
                return await Decided(payment, stop);
            case StripeAnswer.Refused { Error: { IsDecline: true } error }:
                return new PaymentFact.Declined(error.PaymentId, error.DeclineCode ?? error.Reason);
            case StripeAnswer.Refused { Error: { IsOfState: true, PaymentId: { } id } }:
                return await Read(id, stop);
            case StripeAnswer.Refused refused:
                return new PaymentFact.Rejected(refused.Error.Reason) { Doubted = refused.Doubted };
            case var other:
                return NothingOf(other);
        }
    }

    /// <summary>Reads a payment. A reading that is refused says nothing of the payment.</summary>
    public async Task<PaymentFact> Read(string paymentId, CancellationToken stop) =>
        await calls.ReadPayment(paymentId, stop) switch
        {
            StripeAnswer.Done(var payment) => await FactOf(payment, stop),
            StripeAnswer.Refused { Error.IsMissing: true } => new PaymentFact.Absent(),
            StripeAnswer.Refused refused => new PaymentFact.Unknown(refused.Error.Reason),
            var other => NothingOf(other),
        };

    /// <summary>Looks through a span of time, on from where the last lookup came to. Of several payments, one that may
    /// have money on it matters most.</summary>
    public async Task<PaymentFact> Find(
        string reference, DateTimeOffset from, DateTimeOffset to, CancellationToken stop)
    {
        var now = wire.Now + StripeWalk.Margin;
        var until = now < to ? now : to;
        PaymentFact? over = null;
        for (var walk = walks.Of(reference, from); ; walks.Keep(reference, from, walk))
        {
            walk = walk with { To = walk.To ?? until };
            if (await List(walk.From, walk.To.Value, walk.After, stop) is not { } page)
                return new PaymentFact.Unknown("list");
            foreach (var found in page.Items.Where(item => item.Reference == reference))
            {
                if (found.Fact is not (PaymentFact.Declined or PaymentFact.Cancelled)) return found.Fact;
                (over, walk) = (found.Fact, walk with { Over = found.PaymentId });
            }

            var isWhole = page.Next is null && walk.To >= until;
            walk = page.Next is null ? walk.Ended(from) : walk with { After = page.Next };
            if (!isWhole) continue;
            walks.Keep(reference, from, walk);
            return over ?? (walk.Over is { } id ? await Read(id, stop) : new PaymentFact.Absent());
        }
    }

    /// <summary>Takes promised money.</summary>
    public async Task<PaymentFact> Capture(CaptureRequest request, CancellationToken stop) =>
        await calls.Capture(request, stop) switch
        {
            StripeAnswer.Done(var payment) => await Decided(payment, stop),
            StripeAnswer.Refused { Error: { IsOfState: true } or { IsMissing: true } } =>
                await Read(request.PaymentId, stop),
            StripeAnswer.Refused refused => new PaymentFact.Rejected(refused.Error.Reason),
            StripeAnswer.Nothing { IsBreakdown: true } nothing => await Read(request.PaymentId, stop) with
            {
                Broke = new(nothing.Why, nothing.Twice),
            },
            var other => NothingOf(other),
        };

    /// <summary>Ends a payment. A refusal for any other reason than its state says nothing of it.</summary>
    public async Task<PaymentFact> Cancel(string paymentId, string key, CancellationToken stop) =>
        await calls.Cancel(paymentId, key, stop) switch
        {
            StripeAnswer.Done(var payment) => await FactOf(payment, stop),
            StripeAnswer.Refused { Error: { IsOfState: true } or { IsMissing: true } } => await Read(paymentId, stop),
            StripeAnswer.Refused refused => new PaymentFact.Unknown(refused.Error.Reason),
            StripeAnswer.Nothing { IsBreakdown: true } => await Read(paymentId, stop),
            var other => NothingOf(other),
        };

    /// <summary>A page of payments, newest first; null: no answer.</summary>
    public async Task<GatewayPage<ListedPayment>?> List(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop)
    {
        if (await calls.ListPayments(new(from, to), after, stop) is not StripeAnswer.Done(var page)) return null;

        var items = ImmutableArray.CreateBuilder<ListedPayment>();
        foreach (var payment in page.Items)
        {
            var fact = await FactOf(payment, stop);
            if (fact is PaymentFact.Unknown { Why: Disputes }) return null;
            items.Add(new(payment.Id, StripeFacts.ReferenceOf(payment), fact, payment.Created));
        }

        return new(items.ToImmutable(), page.Flag("has_more") ? page.Items[^1].Id : null);
    }

    // Under its key the first answer would come again: an undecided payment must be read.
    private async Task<PaymentFact> Decided(StripeObject payment, CancellationToken stop)
    {
        var fact = await FactOf(payment, stop);
        for (var times = 0; times < StripeWire.Waits.Length; times++)
        {
            if (fact is not PaymentFact.Unknown { Unreadable: false } || !await wire.Wait(times, stop)) return fact;
            fact = await Read(payment.Id, stop);
        }

        return fact;
    }

    // What cannot be read is unknown for itself alone, whatever else stands on the page.
    private async Task<PaymentFact> FactOf(StripeObject payment, CancellationToken stop)
    {
        try
        {
            if (StripeFacts.ReferenceOf(payment) is null
                || payment.Child("latest_charge") is not { } charge || !charge.Flag("disputed"))
                return StripeFacts.Of(payment, disputed: 0);
            return await calls.ListDisputes(charge.Id, stop) is StripeAnswer.Done(var disputes)
                ? StripeFacts.Of(payment, disputes.Items.Sum(StripeFacts.OfDispute))
                : new PaymentFact.Unknown(Disputes);
        }
        catch (UnreadableAnswerException)
        {
            return new PaymentFact.Unknown("unreadable") { Unreadable = true };
        }
    }

    private static PaymentFact.Unknown NothingOf(StripeAnswer answer) =>
        new(((StripeAnswer.Nothing)answer).Why) { Twice = ((StripeAnswer.Nothing)answer).Twice };
}
