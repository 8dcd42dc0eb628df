using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Simulated;

/// <summary>What the simulated gateway does with refunds, inside one transaction of its ledger.</summary>
internal sealed class RefundDesk(Desk desk)
{
    private ILedger Ledger => desk.Ledger;

    /// <summary>Gives captured money back: once per key.</summary>
    public GatewayReply<RefundFact> Refund(RefundRequest request) => desk.Once<RefundFact>(
        new("refund", request.Key, $"{request.PaymentId}\n{request.Reference}\n{request.Amount}"),
        new RefundFact.Rejected(Desk.Misused),
        known => Made(request, Ledger.Payment(request.PaymentId), known.Sends));

    /// <summary>Reads a refund.</summary>
    public GatewayReply<RefundFact> Read(string refundId) =>
        desk.Logged("read-refund", refundId, FactOf(Ledger.Refund(refundId)));

    /// <summary>Finds a refund of a payment. Of several, one that did not fail matters most.</summary>
    public GatewayReply<RefundFact> Find(string paymentId, string reference)
    {
        var found = Ledger.RefundsOf(paymentId, reference).Select(Settled).ToList();
        var best = found.Find(refund => refund.Status != RefundStatus.Failed) ?? found.FirstOrDefault();
        return desk.Logged("find-refund", reference, FactOf(best));
    }

    /// <summary>A page of refunds, newest first.</summary>
    public GatewayReply<GatewayPage<ListedRefund>> List(Span span)
    {
        var rows = Ledger.Refunds(span, desk.Settings.PageSize + 1);
        var items = rows.Take(desk.Settings.PageSize).Select(refund => new ListedRefund(
            refund.Id,
            refund.Payment,
            refund.Reference,
            FactOf(refund),
            ShopClock.FromMilliseconds(refund.CreatedAt)));
        var last = rows.Count > desk.Settings.PageSize ? rows[desk.Settings.PageSize - 1].Id : null;
        return desk.Logged("list", "refunds", new GatewayPage<ListedRefund>([.. items], last));
    }

    private Done<RefundFact> Made(RefundRequest request, SimulatedPayment? payment, long sends)
    {
        if (payment is null) return Rejected("payment_unknown");
        if (payment.Captured == 0) return Rejected("nothing_captured");
        if (payment.Rest == 0) return Rejected("charge_already_refunded");
        var amount = request.Amount;
        if (amount.Currency != payment.Currency || amount.Amount <= 0 || amount.Amount > payment.Rest)
            return Rejected("amount_invalid");

        var refund = new SimulatedRefund
        {
            Id = "re_" + Desk.Hash(request.Key, sends.ToString("D"))[..24],
            Payment = payment.Id,
            Reference = request.Reference,
            Amount = amount.Amount,
            Currency = amount.Currency,
            Status = payment.RefundManner == RefundManner.Pending ? RefundStatus.Pending : RefundStatus.Succeeded,
            CreatedAt = desk.Now,
        };
        Ledger.Put(refund);
        Ledger.Change(payment with { Refunded = payment.Refunded + refund.Amount });
        return new(refund.Fact(), refund.Id);
    }

    private static Done<RefundFact> Rejected(string reason) => new(new RefundFact.Rejected(reason));

    private RefundFact FactOf(SimulatedRefund? refund) =>
        refund is null ? new RefundFact.Absent() : Settled(refund).Fact();

    // Some time later a refund arrives, or the money comes back to the shop.
    private SimulatedRefund Settled(SimulatedRefund refund)
    {
        var payment = Ledger.Payment(refund.Payment)!;
        var waits = desk.Now < refund.CreatedAt + desk.Settings.RefundTime.TotalMilliseconds;
        if (waits || refund.Status == RefundStatus.Failed || payment.RefundManner == RefundManner.AtOnce) return refund;

        var fails = payment.RefundManner == RefundManner.Fails;
        if (!fails && refund.Status == RefundStatus.Succeeded) return refund;
        var settled = refund with { Status = fails ? RefundStatus.Failed : RefundStatus.Succeeded };
        Ledger.Put(settled);
        if (fails) Ledger.Change(payment with { Refunded = payment.Refunded - refund.Amount });
        return settled;
    }
}
