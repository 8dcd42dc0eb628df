using Commerce.Grains.Kernel;

namespace Commerce.Grains.Payments;

/// <summary>One request for money, stored before it is first sent, so that a repeat is the same to the byte.</summary>
/// <param name="Reference">What it pays: owner and attempt, <c>order-…/1</c> or <c>certificate-…/1</c>; stands in the
/// payment's metadata.</param>
/// <param name="Key">The idempotency key: <c>order/attempt/authorize</c>.</param>
/// <param name="Amount">How much.</param>
/// <param name="Method">The gateway's token of a payment method.</param>
/// <param name="ReturnUrl">Where the shopper comes back to after a step of their own.</param>
/// <param name="Address">The address to check, if there is one.</param>
[GenerateSerializer, Immutable, Alias("authorize-request")]
public sealed record AuthorizeRequest(
    string Reference, string Key, Money Amount, string Method, string? ReturnUrl, Checkout.Address? Address)
{
    /// <summary>Takes the money at once instead of a promise (C3).</summary>
    [Id(0)]
    public bool CaptureNow { get; init; }

    /// <summary>The customer is not there: no step of theirs is possible (C3).</summary>
    [Id(1)]
    public bool OffSession { get; init; }

    /// <summary>Asks that the method may be used again without the customer (C6).</summary>
    [Id(2)]
    public bool KeepForLater { get; init; }

    /// <summary>The gateway's id of the customer, for a kept method.</summary>
    [Id(3)]
    public string? Customer { get; init; }

    /// <summary>Asks for a promise that can be taken in several parts, if the card allows it (C4).</summary>
    [Id(4)]
    public bool ManyCaptures { get; init; }

    /// <summary>Says nothing of the person or the payment method.</summary>
    public override string ToString() => $"AuthorizeRequest {{ {Reference} }}";
}

/// <summary>Promised money that is to be taken (C2, C4, C5).</summary>
/// <param name="PaymentId">The gateway's id.</param>
/// <param name="Amount">How much; at most what is promised.</param>
/// <param name="Final">Whether the rest of the promise ends with it; false only where several captures are
/// possible.</param>
/// <param name="Key">The idempotency key: <c>order/attempt/capture/shipment</c>.</param>
[GenerateSerializer, Immutable, Alias("capture-request")]
public sealed record CaptureRequest(string PaymentId, Money Amount, bool Final, string Key);

/// <summary>Captured money that is to be given back.</summary>
/// <param name="PaymentId">The gateway's id of the payment.</param>
/// <param name="Reference">Our id of the refund, <c>order-…/refund-…</c>; stands in the refund's metadata.</param>
/// <param name="Amount">How much; at most what is left of the captured.</param>
/// <param name="Key">The idempotency key.</param>
[GenerateSerializer, Immutable, Alias("refund-request")]
public sealed record RefundRequest(string PaymentId, string Reference, Money Amount, string Key);

/// <summary>A payment method that is to be kept.</summary>
/// <param name="Owner">Whose: <c>customer-…</c> or, for a guest, <c>order-…</c>; stands in the customer's
/// metadata.</param>
/// <param name="Method">The gateway's id of the method.</param>
/// <param name="Customer">The gateway's id of the customer, if there is one already.</param>
/// <param name="Key">The idempotency key.</param>
[GenerateSerializer, Immutable, Alias("keep-method-request")]
public sealed record KeepMethodRequest(string Owner, string Method, string? Customer, string Key);
