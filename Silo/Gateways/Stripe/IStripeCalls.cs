using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>The calls to Stripe that the shop makes. Each edition makes them in its own way: what is sent, and under
/// which key, is the same, and what an answer means is told elsewhere.</summary>
internal interface IStripeCalls
{
    /// <summary>Makes and confirms a payment.</summary>
    Task<StripeAnswer> Authorize(AuthorizeRequest request, CancellationToken stop);

    /// <summary>Reads a payment.</summary>
    Task<StripeAnswer> ReadPayment(string paymentId, CancellationToken stop);

    /// <summary>A page of payments, newest first, by the time they were made.</summary>
    Task<StripeAnswer> ListPayments(StripeSpan span, string? after, CancellationToken stop);

    /// <summary>Takes promised money.</summary>
    Task<StripeAnswer> Capture(CaptureRequest request, CancellationToken stop);

    /// <summary>Ends a payment.</summary>
    Task<StripeAnswer> Cancel(string paymentId, string key, CancellationToken stop);

    /// <summary>The disputes over a charge.</summary>
    Task<StripeAnswer> ListDisputes(string chargeId, CancellationToken stop);

    /// <summary>Gives money back.</summary>
    Task<StripeAnswer> Refund(RefundRequest request, CancellationToken stop);

    /// <summary>Reads a refund.</summary>
    Task<StripeAnswer> ReadRefund(string refundId, CancellationToken stop);

    /// <summary>A page of a payment's refunds, newest first.</summary>
    Task<StripeAnswer> ListRefunds(string paymentId, string? after, CancellationToken stop);

    /// <summary>A page of refunds, newest first, by the time they were made.</summary>
    Task<StripeAnswer> ListRefunds(StripeSpan span, string? after, CancellationToken stop);

    /// <summary>Makes a customer, whom payment methods can be kept for.</summary>
    Task<StripeAnswer> MakeCustomer(string owner, string key, CancellationToken stop);

    /// <summary>Reads a payment method.</summary>
    Task<StripeAnswer> ReadMethod(string method, CancellationToken stop);

    /// <summary>Keeps a payment method for a customer.</summary>
    Task<StripeAnswer> Attach(string method, string customer, string key, CancellationToken stop);

    /// <summary>Keeps a payment method no longer.</summary>
    Task<StripeAnswer> Detach(string method, string key, CancellationToken stop);
}
