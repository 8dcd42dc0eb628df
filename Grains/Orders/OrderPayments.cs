using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Orders;

/// <summary>Orders as owners of payments: what the gateway hints at is asked about, and the order judges the
/// fact.</summary>
internal sealed class OrderPayments(IGrainFactory grains, GatewayInquiry gateway, EntityTools tools) : IPaymentOwner
{
    /// <summary>Added to the gateway's patience: so long the call of the shopper may still be under way.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    // They say no more than that a promise was made, which whoever is paid for knows already.
    private static readonly ImmutableArray<string> SayOnlyPromised =
    [
        "payment_intent.created", "payment_intent.processing", "payment_intent.requires_action",
        "payment_intent.amount_capturable_updated", "charge.succeeded",
    ];

    public bool Owns(string reference) => OrderId.IsOne(reference.Split('/')[0]);

    public async Task<Heeded> Heed(PaymentHint hint)
    {
        var order = grains.GetGrain<IOrderGrain>(hint.Reference.Split('/')[0]);
        if (await AttemptOf(order, hint) is not { } attempt || await order.Inquiry(attempt) is not { } inquiry)
            return new Heeded.Stranger();
        return inquiry.Purpose switch
        {
            InquiryPurpose.None => await HearOfWhatIsOver(order, new(attempt, inquiry, hint)),
            InquiryPurpose.ReturnMoney => await ReturnMoney(order, attempt, inquiry),
            _ when AnswerMayCome(inquiry) is { } at => new Heeded.Later(at),
            _ => await Ask(order, attempt, inquiry),
        };
    }

    private async Task<Heeded> Ask(IOrderGrain order, AttemptId attempt, Inquiry inquiry)
    {
        var fact = await gateway.Ask(inquiry);
        await order.Learn(new(attempt, fact, Present: false), Call.System);
        return fact is PaymentFact.Unknown ? new Heeded.Later(null) : new Heeded.Settled();
    }

    private async Task<Heeded> ReturnMoney(IOrderGrain order, AttemptId attempt, Inquiry inquiry)
    {
        await order.Settle(new(attempt, await gateway.ReturnMoney(inquiry)));
        return await order.Inquiry(attempt) is { Purpose: InquiryPurpose.ReturnMoney }
            ? new Heeded.Later(null)
            : new Heeded.Settled();
    }

    // Late money on a dead attempt (G5), or something new about one that was paid.
    private async Task<Heeded> HearOfWhatIsOver(IOrderGrain order, Late late)
    {
        if (late.Hint.PaymentId is not { } payment) return new Heeded.Settled();
        if (await order.Verdict(late.Attempt) == Verdict.Paid)
        {
            if (late.Inquiry.PaymentId != payment) return new Heeded.Stranger();
            if (SayOnlyPromised.Contains(late.Hint.Kind)) return new Heeded.Settled();
        }

        var fact = await gateway.Read(payment);
        await order.Learn(new(late.Attempt, fact, Present: false), Call.System);
        return fact is PaymentFact.Unknown ? new Heeded.Later(null) : new Heeded.Settled();
    }

    // Whoever sent the request still waits: its answer is the shopper's, and is not asked for twice.
    private DateTimeOffset? AnswerMayCome(Inquiry inquiry)
    {
        var until = inquiry.FirstSentAt + tools.Settings.GatewayPatience + Margin;
        return inquiry.PaymentId is null && tools.Clock.Now() < until ? until : null;
    }

    // A refund names the order and itself: its payment tells the attempt.
    private static async Task<AttemptId?> AttemptOf(IOrderGrain order, PaymentHint hint)
    {
        if (hint.Reference.Split('/') is [_, var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return AttemptId.Of(hint.Reference);
        if (hint.PaymentId is null || await order.View() is not Outcome<OrderView>.Done(var view, _)) return null;
        return view.Payments.FirstOrDefault(payment => payment.GatewayId == hint.PaymentId) is { } known
            ? AttemptId.Of(known.Id)
            : null;
    }

    private sealed record Late(AttemptId Attempt, Inquiry Inquiry, PaymentHint Hint);
}
