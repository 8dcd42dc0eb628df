using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Orders;

/// <summary>What moves the money of a placed order; the same entity as <see cref="IOrderGrain"/>.</summary>
[Alias("order-money")]
public interface IOrderMoneyGrain : IGrainWithStringKey
{
    /// <summary>Which payment a word from the gateway is about; null: the order has none such.</summary>
    /// <param name="reference">The payment's or refund's reference.</param>
    /// <param name="paymentId">The gateway's id of the payment, if it is named.</param>
    [Alias("matter")]
    Task<PaymentMatter?> Matter(string reference, string? paymentId);

    /// <summary>What is to be asked of the gateway for a shipment; null: nothing.</summary>
    /// <param name="shipmentId">The shipment.</param>
    [Alias("charge-inquiry")]
    Task<ChargeInquiry?> ChargeInquiry(string shipmentId);

    /// <summary>Learns what the gateway says of a shipment's money.</summary>
    /// <remarks>Refusals: <see cref="ShipmentPaymentFailed"/>: told, and written down.</remarks>
    /// <param name="command">Shipment and fact.</param>
    /// <param name="call">Who asks.</param>
    [Alias("learn-charge")]
    Task<Outcome<OrderView>> LearnCharge(OrderCommand.LearnCharge command, Call call);

    /// <summary>Lets a shipment leave unpaid (C8).</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/>, <see cref="ItemUnknown"/>, <see cref="InvalidValue"/>.</remarks>
    /// <param name="command">Which, and why.</param>
    /// <param name="call">Who asks.</param>
    [Alias("release")]
    Task<Outcome<OrderView>> Release(OrderCommand.ReleaseShipment command, Call call);

    /// <summary>Gives a shipment up whose money did not come.</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/>, <see cref="ShipmentUnsettled"/>, <see
    /// cref="InvalidValue"/>.</remarks>
    /// <param name="command">Which, and why.</param>
    /// <param name="call">Who asks.</param>
    [Alias("abort")]
    Task<Outcome<OrderView>> Abort(OrderCommand.AbortShipment command, Call call);

    /// <summary>Notes that a certificate does not know what the order used of it.</summary>
    /// <param name="command">Which, and what it answered.</param>
    [Alias("report-certificate")]
    Task<Outcome<OrderView>> ReportCertificate(OrderCommand.ReportCertificate command);

    /// <summary>Charges what left before it was charged, if it is time (C5).</summary>
    [Alias("collect-owed")]
    Task<Outcome<OrderView>> CollectOwed();

    /// <summary>What is to be asked so that a payment's method can be used again; null: nothing.</summary>
    /// <param name="attempt">Which payment.</param>
    [Alias("method-inquiry")]
    Task<MethodToKeep?> MethodInquiry(AttemptId attempt);

    /// <summary>The gateway keeps a payment's method (C6): written with the acknowledgement of the errand.</summary>
    /// <param name="attempt">Of which payment.</param>
    /// <param name="command">Which; null: there is none to keep.</param>
    [Alias("keep-method")]
    Task KeepMethod(AttemptId attempt, OrderCommand.KeepMethod? command);

    /// <summary>A method that is to be forgotten now; null: it is kept.</summary>
    /// <param name="attempt">Which payment.</param>
    [Alias("method-to-forget-now")]
    Task<MethodToForget?> MethodToForget(AttemptId attempt);

    /// <summary>The gateway forgot a payment's method.</summary>
    /// <param name="command">Which.</param>
    [Alias("forget-method")]
    Task<Outcome<OrderView>> ForgetMethod(OrderCommand.ForgetMethod command);

    /// <summary>Records what came back, and what goes back for it.</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/>, <see cref="ItemUnknown"/>, <see cref="ShipmentUnsettled"/>, <see
    /// cref="RefundTooLarge"/>, <see cref="InvalidValue"/>.</remarks>
    /// <param name="command">What came back.</param>
    /// <param name="call">Who asks.</param>
    [Alias("return")]
    Task<Outcome<OrderView>> Return(OrderCommand.Return command, Call call);

    /// <summary>Makes a refund again that failed.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>, <see cref="NotAllowed"/>, <see cref="RefundTooLarge"/>.</remarks>
    /// <param name="command">Which.</param>
    /// <param name="call">Who asks.</param>
    [Alias("repeat-refund")]
    Task<Outcome<OrderView>> RepeatRefund(OrderCommand.RepeatRefund command, Call call);

    /// <summary>What is to be asked of the gateway for a refund; null: nothing.</summary>
    /// <param name="refundId">The refund.</param>
    /// <param name="reference">Which of its transactions.</param>
    [Alias("refund-inquiry")]
    Task<RefundInquiry?> RefundInquiry(string refundId, string reference);

    /// <summary>Learns how a payment stands between its movements.</summary>
    /// <param name="command">Payment and fact.</param>
    [Alias("learn-payment")]
    Task<Outcome<OrderView>> LearnPayment(OrderCommand.LearnPayment command);

    /// <summary>Learns what the gateway says of a refund.</summary>
    /// <param name="command">Refund and fact.</param>
    [Alias("learn-refund")]
    Task<Outcome<OrderView>> LearnRefund(OrderCommand.LearnRefund command);
}

/// <summary>What asking the gateway for a shipment's money takes (C2, C3, G3).</summary>
/// <param name="Request">The payment's own request.</param>
/// <param name="Capture">What is taken of its promise; null: the request takes it at once.</param>
/// <param name="FirstSentAt">When it was stored, just before its first sending.</param>
/// <param name="PaymentId">The gateway's id of the payment, once known.</param>
[GenerateSerializer, Immutable, Alias("charge-inquiry")]
public sealed record ChargeInquiry(
    AuthorizeRequest Request, CaptureRequest? Capture, DateTimeOffset FirstSentAt, string? PaymentId)
{
    /// <summary>When the gateway was heard to have broken down over the request twice; from then on it is only
    /// read.</summary>
    [Id(0)]
    public DateTimeOffset? BrokenAt { get; init; }

    /// <summary>Whether nobody can have sent the request before: then a refusal is the last word.</summary>
    [Id(1)]
    public bool First { get; init; }
}

/// <summary>What asking the gateway for a refund takes (G3).</summary>
/// <param name="Request">The exact request.</param>
/// <param name="FirstSentAt">When it was stored, just before its first sending.</param>
/// <param name="RefundId">The gateway's id of the refund, once known.</param>
[GenerateSerializer, Immutable, Alias("refund-inquiry")]
public sealed record RefundInquiry(RefundRequest Request, DateTimeOffset FirstSentAt, string? RefundId)
{
    /// <summary>When the gateway was heard to have broken down over the request twice; from then on it is only
    /// read.</summary>
    [Id(0)]
    public DateTimeOffset? BrokenAt { get; init; }
}

/// <summary>A payment method that is to be forgotten (PAY-17).</summary>
/// <param name="Method">The gateway's id of it.</param>
/// <param name="FirstSentAt">When its payment was first sent.</param>
[GenerateSerializer, Immutable, Alias("method-to-forget")]
public sealed record MethodToForget(string Method, DateTimeOffset FirstSentAt);

/// <summary>A payment method that is to be kept (C6).</summary>
/// <param name="Request">What to ask of the gateway.</param>
/// <param name="Customer">Whose it is; null: a guest's.</param>
/// <param name="Card">What may be shown of it.</param>
[GenerateSerializer, Immutable, Alias("method-to-keep")]
public sealed record MethodToKeep(KeepMethodRequest Request, CustomerId? Customer, CardFace? Card)
{
    /// <summary>When the payment was first sent.</summary>
    [Id(0)]
    public DateTimeOffset FirstSentAt { get; init; }

    /// <summary>Says nothing of the card.</summary>
    public override string ToString() => $"MethodToKeep {{ {Request.Owner} }}";
}
