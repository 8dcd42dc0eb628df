namespace Commerce.Grains.Payments;

/// <summary>The port to a card gateway. No method throws for what the gateway or the network does: that is
/// <c>Unknown</c>. None is ever awaited inside an entity's turn. Every method that moves money has one effect and one
/// answer per key; <c>stop</c> ends the waiting, not the effect.</summary>
public interface ICardGateway
{
    /// <summary>Asks for the money, or takes it at once.</summary>
    /// <param name="request">The request, exactly as stored with its owner.</param>
    /// <param name="stop">Ends the waiting, not the effect.</param>
    Task<PaymentFact> Authorize(AuthorizeRequest request, CancellationToken stop);

    /// <summary>Reads one payment.</summary>
    /// <param name="paymentId">The gateway's id.</param>
    /// <param name="stop">Ends the waiting.</param>
    Task<PaymentFact> Read(string paymentId, CancellationToken stop);

    /// <summary>Looks for a payment by our reference among those created in a span of time (G3). Never a search
    /// index.</summary>
    /// <param name="reference">See <see cref="AuthorizeRequest.Reference"/>.</param>
    /// <param name="from">Start of the span.</param>
    /// <param name="to">End of the span.</param>
    /// <param name="stop">Ends the waiting.</param>
    Task<PaymentFact> Find(string reference, DateTimeOffset from, DateTimeOffset to, CancellationToken stop);

    /// <summary>Takes promised money; answers what the payment is then.</summary>
    /// <param name="request">How much of which payment.</param>
    /// <param name="stop">Ends the waiting, not the effect.</param>
    Task<PaymentFact> Capture(CaptureRequest request, CancellationToken stop);

    /// <summary>Cancels a payment that was not captured; answers what the payment is then.</summary>
    /// <param name="paymentId">The gateway's id.</param>
    /// <param name="key">The idempotency key: <c>order/attempt/cancel</c>.</param>
    /// <param name="stop">Ends the waiting, not the effect.</param>
    Task<PaymentFact> Cancel(string paymentId, string key, CancellationToken stop);

    /// <summary>Gives captured money back; answers what the refund is.</summary>
    /// <param name="request">How much of which payment.</param>
    /// <param name="stop">Ends the waiting, not the effect.</param>
    Task<RefundFact> Refund(RefundRequest request, CancellationToken stop);

    /// <summary>Reads one refund.</summary>
    /// <param name="refundId">The gateway's id.</param>
    /// <param name="stop">Ends the waiting.</param>
    Task<RefundFact> ReadRefund(string refundId, CancellationToken stop);

    /// <summary>Looks for a refund by our reference among those of one payment.</summary>
    /// <param name="paymentId">The gateway's id of the payment.</param>
    /// <param name="reference">See <see cref="RefundRequest.Reference"/>.</param>
    /// <param name="stop">Ends the waiting.</param>
    Task<RefundFact> FindRefund(string paymentId, string reference, CancellationToken stop);

    /// <summary>Keeps a payment method for charges without the customer (C6).</summary>
    /// <param name="request">Whose method.</param>
    /// <param name="stop">Ends the waiting, not the effect.</param>
    Task<MethodFact> KeepMethod(KeepMethodRequest request, CancellationToken stop);

    /// <summary>Forgets a kept payment method (PAY-17); one that is gone already is no failure.</summary>
    /// <param name="method">The gateway's id of the method.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="stop">Ends the waiting, not the effect.</param>
    Task<MethodFact> ForgetMethod(string method, string key, CancellationToken stop);

    /// <summary>Payments created in a span of time, oldest or newest first, in pages. Null: no answer.</summary>
    /// <param name="from">Start of the span.</param>
    /// <param name="to">End of the span.</param>
    /// <param name="after">The page before's <see cref="GatewayPage{T}.Next"/>; null: the first page.</param>
    /// <param name="stop">Ends the waiting.</param>
    Task<GatewayPage<ListedPayment>?> ListPayments(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop);

    /// <summary>Refunds created in a span of time, in pages. Null: no answer.</summary>
    /// <param name="from">Start of the span.</param>
    /// <param name="to">End of the span.</param>
    /// <param name="after">The page before's <see cref="GatewayPage{T}.Next"/>; null: the first page.</param>
    /// <param name="stop">Ends the waiting.</param>
    Task<GatewayPage<ListedRefund>?> ListRefunds(
        DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken stop);
}
