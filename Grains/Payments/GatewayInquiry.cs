using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Payments;

/// <summary>Asks the gateway what became of an attempt (G3), or ends it there (G4, G5). Runs outside of any entity's
/// turn; what it brings back is a fact for the order to judge.</summary>
internal sealed class GatewayInquiry(ICardGateway gateway, EntityTools tools)
{
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan After = TimeSpan.FromMinutes(10);
    private static readonly PaymentFact NotInDoubt = new PaymentFact.Unknown("not in doubt any more");

    /// <summary>Learns what became of an attempt, and ends it if that is the purpose.</summary>
    /// <param name="inquiry">What is asked, and what for.</param>
    /// <param name="asksCancel">Has it stored that the payment of that id is told to cancel, before it is; false: it is
    /// not, as it is not in doubt any more.</param>
    public async Task<PaymentFact> Ask(Inquiry inquiry, Func<string, Task<bool>> asksCancel)
    {
        using var patience = Patience();

        // G4: the time for the shopper's step is over, or somebody was going to cancel it before. The gateway is told
        // first; what it answers is the fact.
        if (inquiry is { Purpose: InquiryPurpose.EndAction, PaymentId: { } open })
            return await asksCancel(open) ? await End(open, inquiry, patience.Token) : NotInDoubt;

        var fact = await Look(inquiry, patience.Token);
        return (IdOf(fact) ?? inquiry.PaymentId) is { } id && MustEnd(inquiry, fact) && await asksCancel(id)
            ? await End(id, inquiry, patience.Token)
            : fact;
    }

    // What it was once refused under a key – it was processing just then – it is refused under that key for ever. To
    // cancel twice does nothing, so what can be cancelled now is, under another.
    private async Task<PaymentFact> End(string id, Inquiry inquiry, CancellationToken stop)
    {
        var fact = await gateway.Cancel(id, CancelKey(inquiry), stop);
        if (fact is PaymentFact.ActionNeeded or PaymentFact.Declined or PaymentFact.Approved { IsOnlyPromised: true })
            return await gateway.Cancel(id, $"{CancelKey(inquiry)}/again", stop);
        return fact is PaymentFact.Unknown && await gateway.Read(id, stop) is var read && IsOver(read) ? read : fact;
    }

    // The shop may not cancel, or the answer is lost; a person may have cancelled it. A decline may come alive again.
    private static bool IsOver(PaymentFact fact) =>
        fact is PaymentFact.Cancelled or PaymentFact.Approved { IsOnlyPromised: false };

    /// <summary>Takes money off an attempt that is over (G5): makes the refund that was stored, or learns what became
    /// of it; else cancels the payment and says what is left on it.</summary>
    public async Task<MoneyHeard> ReturnMoney(Inquiry inquiry)
    {
        if (inquiry.Return is { Status: not MoneyReturnStatus.Failed } tried)
        {
            var refund = await GiveBack(new(
                new(tried.PaymentId, tried.Reference, tried.Amount, tried.Reference), tried.FirstSentAt,
                tried.RefundId)
            {
                BrokenAt = tried.Broke?.TwiceAt,
            });
            return new(null, tried.Reference, refund);
        }

        using var patience = Patience();
        var stop = patience.Token;
        var known = inquiry.PaymentId is null ? await Look(inquiry, stop) : null;
        return (inquiry.PaymentId ?? IdOf(known!)) is { } id
            ? new(await gateway.Cancel(id, CancelKey(inquiry), stop), null, null)
            : new(known, null, null);
    }

    /// <summary>Asks for a shipment's money, or learns what became of it (C2, C3, G3).</summary>
    public async Task<PaymentFact> Collect(ChargeInquiry inquiry)
    {
        if (inquiry.Capture is { } capture) return await Take(capture, inquiry.FirstSentAt, inquiry.BrokenAt);
        using var patience = Patience();
        var stop = patience.Token;

        // Nobody is there to take a step of their own: a payment that wants one is ended.
        var fact = await Look(
            new(inquiry.Request, inquiry.FirstSentAt, inquiry.PaymentId, SecretGiven: false, InquiryPurpose.Learn)
            {
                BrokenAt = inquiry.BrokenAt,
                First = inquiry.First,
            },
            stop);
        return fact is PaymentFact.ActionNeeded needed
            ? await gateway.Cancel(
                needed.PaymentId, Aged($"{inquiry.Request.Reference}/cancel", inquiry.FirstSentAt), stop)
            : fact;
    }

    /// <summary>Gives money back, or learns what became of it: never twice, whatever becomes of the answer.</summary>
    public async Task<RefundFact> GiveBack(RefundInquiry inquiry)
    {
        using var patience = Patience();
        var (stop, request) = (patience.Token, inquiry.Request);
        if (inquiry.RefundId is { } id) return await gateway.ReadRefund(id, stop);
        var now = tools.Clock.Now();
        var keyTime = inquiry.FirstSentAt + tools.Settings.GatewayKeyTime;
        if (inquiry.BrokenAt is not null || now >= keyTime)
        {
            var old = await gateway.FindRefund(request.PaymentId, request.Reference, stop);
            var last = inquiry.BrokenAt + tools.Settings.GatewayPatience ?? keyTime;
            return old is RefundFact.Absent && now < last + tools.Settings.GatewayQuietTime
                ? new RefundFact.Unknown("too early to say that there is none")
                : old;
        }

        var fact = await gateway.Refund(request, stop);
        if (fact is not (RefundFact.Unknown or RefundFact.Rejected)) return fact;
        var found = await gateway.FindRefund(request.PaymentId, request.Reference, stop);
        return found switch
        {
            RefundFact.Made or RefundFact.Failed => found,

            // That this sending was not taken says nothing of one before it.
            RefundFact.Unknown when fact is RefundFact.Rejected => found,
            _ => fact,
        };
    }

    /// <summary>Reads a payment of an attempt that nobody is in doubt about; what it says may be late .</summary>
    public async Task<PaymentFact> Read(string paymentId)
    {
        using var patience = Patience();
        return await gateway.Read(paymentId, patience.Token);
    }

    /// <summary>Sets free what is left of a promise; answers what the payment is then.</summary>
    public async Task<PaymentFact> Cancel(Inquiry inquiry)
    {
        using var patience = Patience();
        return await gateway.Cancel(inquiry.PaymentId!, CancelKey(inquiry), patience.Token);
    }

    /// <summary>Forgets a method (PAY-17).</summary>
    public async Task<MethodFact> Forget(string method, string key)
    {
        using var patience = Patience();
        return await gateway.ForgetMethod(method, key, patience.Token);
    }

    /// <summary>Forgets the method of a payment that was first sent then. To do so twice does nothing, so that a later
    /// try has its own key.</summary>
    public Task<MethodFact> Forget(string method, string key, DateTimeOffset firstSentAt) =>
        Forget(method, Aged(key, firstSentAt));

    /// <summary>Asks that the method of a payment may be used again that was first sent then (C6). At worst the gateway
    /// has a second customer without a method.</summary>
    public Task<MethodFact> Keep(KeepMethodRequest request, DateTimeOffset firstSentAt) =>
        Keep(request with { Key = Aged(request.Key, firstSentAt) });

    /// <summary>Forgets a method that a customer keeps no more (PAY-17). To do so twice does nothing, so that each day
    /// has its own key.</summary>
    public Task<MethodFact> Forget(Customers.CustomerId customer, string method) => Forget(
        method,
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{customer.Value}/{method}/forget/{tools.Clock.Now():yyyyMMdd}"));

    /// <summary>Asks that a method may be used again (C6).</summary>
    public async Task<MethodFact> Keep(KeepMethodRequest request)
    {
        using var patience = Patience();
        return await gateway.KeepMethod(request, patience.Token);
    }

    /// <summary>Takes promised money, or learns what became of it. Once its key is old, or the gateway broke down over
    /// it twice, it is only read; and that a sending was not taken says nothing of one before it.</summary>
    public async Task<PaymentFact> Take(CaptureRequest capture, DateTimeOffset firstSentAt, DateTimeOffset? brokenAt)
    {
        using var patience = Patience();
        var stop = patience.Token;
        if (brokenAt is not null || tools.Clock.Now() >= firstSentAt + tools.Settings.GatewayKeyTime)
            return await gateway.Read(capture.PaymentId, stop);
        var fact = await gateway.Capture(capture, stop);
        if (fact is not (PaymentFact.Unknown or PaymentFact.Rejected)) return fact;
        var read = await gateway.Read(capture.PaymentId, stop);
        return fact is PaymentFact.Rejected && read is PaymentFact.Approved { Open: true }
            ? fact
            : read with { Broke = fact.Broke ?? BreakdownHeard.In(fact) };
    }

    // G3: by its id; without one the identical request again, while its key is fresh and nobody has heard the gateway
    // break down over it; after that the list.
    // A repeat may have reached the gateway at any time while the key was fresh, or after the machine slept on it, so
    // the list covers all of it, and 'nothing found' is believed only when the last of them is long over.
    private async Task<PaymentFact> Look(Inquiry inquiry, CancellationToken stop)
    {
        if (inquiry.PaymentId is { } id) return await gateway.Read(id, stop);
        var now = tools.Clock.Now();
        var keyTime = inquiry.FirstSentAt + tools.Settings.GatewayKeyTime;
        var last = inquiry.BrokenAt + tools.Settings.GatewayPatience ?? keyTime;
        if (inquiry.BrokenAt is not null || now >= keyTime)
        {
            var found = await Find(inquiry, stop);
            return found is PaymentFact.Absent && now < last + tools.Settings.GatewayQuietTime
                ? new PaymentFact.Unknown("too early to say that there is none")
                : found;
        }

        // Others may have learnt since that it is only to be read.
        if (inquiry.SaidAt + tools.Settings.GatewayPatience < now) return new PaymentFact.Unknown("asked too late");

        // That a sending was not taken, or broke down, says nothing of one before it.
        var fact = await gateway.Authorize(inquiry.Request, stop);
        var broke = BreakdownHeard.In(fact) is not null;
        if (!broke && fact is not PaymentFact.Rejected) return fact;
        return await Find(inquiry, stop) switch
        {
            PaymentFact.Absent => fact,
            PaymentFact.Unknown when broke => fact,

            // A gateway that takes nothing, for a wrong key say, tells nothing either; but there was no sending before.
            PaymentFact.Unknown when inquiry.First && fact is PaymentFact.Rejected { Doubted: false } => fact,
            var made => made,
        };
    }

    private Task<PaymentFact> Find(Inquiry inquiry, CancellationToken stop) => gateway.Find(
        inquiry.Request.Reference,
        inquiry.FirstSentAt - Before,
        Later(inquiry.FirstSentAt + tools.Settings.GatewayKeyTime, tools.Clock.Now()) + After,
        stop);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    // A browser that holds the secret could still confirm a declined payment: it is cancelled first (G1).
    private static bool MustEnd(Inquiry inquiry, PaymentFact fact) => fact switch
    {
        PaymentFact.ActionNeeded =>
            inquiry.Purpose is InquiryPurpose.Abandon or InquiryPurpose.Void or InquiryPurpose.EndAction,
        PaymentFact.Approved => inquiry.Purpose is InquiryPurpose.Void,
        PaymentFact.Declined => inquiry.SecretGiven,
        _ => false,
    };

    /// <summary>The gateway's id of the payment that a fact is about; null: it names none.</summary>
    public static string? IdOf(PaymentFact fact) => fact switch
    {
        PaymentFact.Approved f => f.PaymentId,
        PaymentFact.ActionNeeded f => f.PaymentId,
        PaymentFact.Declined f => f.PaymentId,
        PaymentFact.Cancelled f => f.PaymentId,
        _ => null,
    };

    // No request is repeated under a key that is 23 h old. To cancel twice does nothing, so a later try has its own.
    private string CancelKey(Inquiry inquiry) => Aged($"{inquiry.Request.Reference}/cancel", inquiry.FirstSentAt);

    private string Aged(string key, DateTimeOffset firstSentAt)
    {
        var age = (long)((tools.Clock.Now() - firstSentAt) / tools.Settings.GatewayKeyTime);
        return age < 1 ? key : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{key}/{age}");
    }

    private CancellationTokenSource Patience() => new(tools.Settings.GatewayPatience, tools.Clock);
}
