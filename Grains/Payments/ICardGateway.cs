using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Payments;

/// <summary>The port to a card gateway. No method throws for what the gateway or the network does: that is
/// <see cref="PaymentFact.Unknown"/>. None is ever awaited inside an entity's turn.</summary>
public interface ICardGateway
{
    /// <summary>Asks for the money. The same request under the same key has one effect and one answer.</summary>
    /// <param name="request">The request, exactly as stored with the order.</param>
    /// <param name="stop">Ends the waiting, not the effect.</param>
    Task<PaymentFact> Authorize(AuthorizeRequest request, CancellationToken stop);

    /// <summary>Reads one payment.</summary>
    /// <param name="paymentId">The gateway's id.</param>
    /// <param name="stop">Ends the waiting.</param>
    Task<PaymentFact> Read(string paymentId, CancellationToken stop);

    /// <summary>Looks for an attempt's payment among those created in a span of time (G3). Never a search
    /// index.</summary>
    /// <param name="attempt">Whose payment.</param>
    /// <param name="from">Start of the span.</param>
    /// <param name="to">End of the span.</param>
    /// <param name="stop">Ends the waiting.</param>
    Task<PaymentFact> Find(AttemptId attempt, DateTimeOffset from, DateTimeOffset to, CancellationToken stop);

    /// <summary>Cancels a payment that was not captured; answers what the payment is then.</summary>
    /// <param name="paymentId">The gateway's id.</param>
    /// <param name="key">The idempotency key: <c>order/attempt/cancel</c>.</param>
    /// <param name="stop">Ends the waiting, not the effect.</param>
    Task<PaymentFact> Cancel(string paymentId, string key, CancellationToken stop);

    /// <summary>Gives captured money back; answers what the payment is then.</summary>
    /// <param name="paymentId">The gateway's id.</param>
    /// <param name="amount">How much.</param>
    /// <param name="key">The idempotency key: <c>order/attempt/refund</c>.</param>
    /// <param name="stop">Ends the waiting, not the effect.</param>
    Task<PaymentFact> Refund(string paymentId, Money amount, string key, CancellationToken stop);
}

/// <summary>One request for money, stored before it is first sent, so that a repeat is the same to the byte.</summary>
/// <param name="Attempt">The attempt it pays; stands in the payment's metadata.</param>
/// <param name="Key">The idempotency key: <c>order/attempt/authorize</c>.</param>
/// <param name="Amount">How much.</param>
/// <param name="Method">The gateway's token of a payment method.</param>
/// <param name="ReturnUrl">Where the shopper comes back to after a step of their own.</param>
/// <param name="Address">The address to check, if there is one.</param>
[GenerateSerializer, Immutable, Alias("authorize-request")]
public sealed record AuthorizeRequest(
    AttemptId Attempt, string Key, Money Amount, string Method, string? ReturnUrl, Checkout.Address? Address)
{
    /// <summary>Says nothing of the person or the payment method.</summary>
    public override string ToString() => $"AuthorizeRequest {{ {Attempt} }}";
}
