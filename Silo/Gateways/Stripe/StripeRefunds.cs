using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>Refunds at Stripe.</summary>
internal sealed class StripeRefunds(IStripeCalls calls)
{
    /// <summary>Gives money back. Whatever was refused is looked up: an earlier sending may have done it.</summary>
    public async Task<RefundFact> Refund(RefundRequest request, CancellationToken stop)
    {
        switch (await calls.Refund(request, stop))
        {
            case StripeAnswer.Done(var refund):
                return FactOf(refund);
            case StripeAnswer.Refused { Error.IsMissing: true } refused:
                return new RefundFact.Rejected(refused.Error.Reason);
            case StripeAnswer.Refused refused:
                return await Find(request.PaymentId, request.Reference, stop) is var found and not RefundFact.Absent
                    ? found
                    : new RefundFact.Rejected(refused.Error.Reason);
            case StripeAnswer.Nothing { IsBreakdown: true } nothing:
                return await Find(request.PaymentId, request.Reference, stop) is var made
                    and (RefundFact.Made or RefundFact.Failed)
                    ? made
                    : NothingOf(nothing);
            case var other:
                return NothingOf(other);
        }
    }

    /// <summary>Reads a refund.</summary>
    public async Task<RefundFact> Read(string refundId, CancellationToken stop) =>
        await calls.ReadRefund(refundId, stop) switch
        {
            StripeAnswer.Done(var refund) => FactOf(refund),
            StripeAnswer.Refused { Error.IsMissing: true } => new RefundFact.Absent(),
            StripeAnswer.Refused refused => new RefundFact.Unknown(refused.Error.Reason),
            var other => NothingOf(other),
        };

    /// <summary>Looks through the refunds of a payment. Of several, one that did not fail matters most.</summary>
    public async Task<RefundFact> Find(string paymentId, string reference, CancellationToken stop)
    {
        RefundFact best = new RefundFact.Absent();
        string? after = null;
        do
        {
            if (PageOf(await calls.ListRefunds(paymentId, after, stop)) is not { } page)
                return new RefundFact.Unknown("list");
            foreach (var found in page.Items.Where(item => item.Reference == reference))
            {
                if (found.Fact is not RefundFact.Failed) return found.Fact;
                best = found.Fact;
            }

            after = page.Next;
        }
        while (after is not null);
        return best;
    }

    /// <summary>A page of refunds, newest first; null: no answer.</summary>
    public async Task<GatewayPage<ListedRefund>?> List(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop) =>
        PageOf(await calls.ListRefunds(new StripeSpan(from, to), after, stop));

    // No such payment: it has no refunds either.
    private static GatewayPage<ListedRefund>? PageOf(StripeAnswer answer)
    {
        if (answer is StripeAnswer.Refused { Error.IsMissing: true }) return new([], null);
        if (answer is not StripeAnswer.Done(var page)) return null;
        return new([.. page.Items.Select(Listed)], page.Flag("has_more") ? page.Items[^1].Id : null);
    }

    private static ListedRefund Listed(StripeObject refund) => new(
        refund.Id,
        refund.IdOf("payment_intent") ?? "",
        refund.Child("metadata")?.Text("refund"),
        FactOf(refund),
        refund.Created);

    // What cannot be read is unknown for itself alone, whatever else stands on the page.
    private static RefundFact FactOf(StripeObject refund)
    {
        try
        {
            return StripeFacts.OfRefund(refund);
        }
        catch (UnreadableAnswerException)
        {
            return new RefundFact.Unknown("unreadable") { Unreadable = true };
        }
    }

    private static RefundFact.Unknown NothingOf(StripeAnswer answer) =>
        new(((StripeAnswer.Nothing)answer).Why) { Twice = ((StripeAnswer.Nothing)answer).Twice };
}
