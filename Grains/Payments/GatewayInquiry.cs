using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Payments;

/// <summary>Asks the gateway what became of an attempt (G3), or ends it there (G4, G5). Runs outside of any entity's
/// turn; what it brings back is a fact for the order to judge.</summary>
internal sealed class GatewayInquiry(ICardGateway gateway, EntityTools tools)
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    /// <summary>Sends the request of an attempt for the first time.</summary>
    public async Task<PaymentFact> Send(AuthorizeRequest request)
    {
        using var patience = Patience();
        var fact = await gateway.Authorize(request, patience.Token);
        return IsBreakdown(fact) ? await Found(request, tools.Clock.Now(), fact, patience.Token) : fact;
    }

    /// <summary>Learns what became of an attempt, and ends it if that is the purpose.</summary>
    public async Task<PaymentFact> Ask(Inquiry inquiry)
    {
        using var patience = Patience();

        // G4: the time for the shopper's step is over. The gateway is told first; what it answers is the fact.
        if (inquiry is { Purpose: InquiryPurpose.EndAction, PaymentId: { } open })
            return await gateway.Cancel(open, CancelKey(inquiry), patience.Token);

        var fact = await Look(inquiry, patience.Token);
        var id = IdOf(fact) ?? inquiry.PaymentId;
        return id is not null && MustEnd(inquiry, fact)
            ? await gateway.Cancel(id, CancelKey(inquiry), patience.Token)
            : fact;
    }

    /// <summary>Takes money off an attempt that is over (G5): cancels it, or gives back what was taken.</summary>
    public async Task<PaymentFact> ReturnMoney(Inquiry inquiry)
    {
        using var patience = Patience();
        var stop = patience.Token;
        var known = inquiry.PaymentId is null ? await Look(inquiry, stop) : null;
        if ((inquiry.PaymentId ?? IdOf(known!)) is not { } id) return known!;

        var fact = await gateway.Cancel(id, CancelKey(inquiry), stop);
        if (fact is not PaymentFact.Approved taken || taken.Captured <= taken.Refunded) return fact;

        // One refund per attempt: one that was made is never made again, whatever became of its answer.
        var reference = $"{inquiry.Request.Reference}/return";
        if (await gateway.FindRefund(id, reference, stop) is RefundFact.Absent)
            await gateway.Refund(new(id, reference, taken.Captured - taken.Refunded, reference), stop);
        return await gateway.Read(id, stop);
    }

    // G3: by its id; without one the identical request again, while its key is fresh; after that the list.
    private async Task<PaymentFact> Look(Inquiry inquiry, CancellationToken stop)
    {
        if (inquiry.PaymentId is { } id) return await gateway.Read(id, stop);
        var (request, sent) = (inquiry.Request, inquiry.FirstSentAt);
        if (tools.Clock.Now() >= sent + tools.Settings.GatewayKeyTime)
            return await gateway.Find(request.Reference, sent - Before, sent + After, stop);

        // That a repeat was not taken, or broke down, says nothing of the sending before it.
        var fact = await gateway.Authorize(request, stop);
        return IsBreakdown(fact) || fact is PaymentFact.Rejected ? await Found(request, sent, fact, stop) : fact;
    }

    private async Task<PaymentFact> Found(
        AuthorizeRequest request, DateTimeOffset sent, PaymentFact otherwise, CancellationToken stop) =>
        await gateway.Find(request.Reference, sent - Before, sent + After, stop) is var fact and not PaymentFact.Absent
            ? fact
            : otherwise;

    private static bool IsBreakdown(PaymentFact fact) =>
        fact is PaymentFact.Unknown { Why: var why } && why.StartsWith("http_5", StringComparison.Ordinal);

    // A browser that holds the secret could still confirm a declined payment: it is cancelled first (G1).
    private static bool MustEnd(Inquiry inquiry, PaymentFact fact) => fact switch
    {
        PaymentFact.ActionNeeded =>
            inquiry.Purpose is InquiryPurpose.Abandon or InquiryPurpose.Void or InquiryPurpose.EndAction,
        PaymentFact.Approved => inquiry.Purpose is InquiryPurpose.Void,
        PaymentFact.Declined => inquiry.SecretGiven,
        _ => false,
    };

    private static string? IdOf(PaymentFact fact) => fact switch
    {
        PaymentFact.Approved f => f.PaymentId,
        PaymentFact.ActionNeeded f => f.PaymentId,
        PaymentFact.Declined f => f.PaymentId,
        PaymentFact.Cancelled f => f.PaymentId,
        _ => null,
    };

    private static string CancelKey(Inquiry inquiry) => $"{inquiry.Request.Reference}/cancel";

    private CancellationTokenSource Patience() => new(tools.Settings.GatewayPatience, tools.Clock);
}
