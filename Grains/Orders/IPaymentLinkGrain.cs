using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Orders;

/// <summary>Serves customers who pay the rest of an order anew; it owns nothing and may die anywhere.</summary>
[Alias("payment-link")]
public interface IPaymentLinkGrain : IGrainWithStringKey
{
    /// <summary>Sends the customer a link by which the rest can be paid, good for one payment and seven days; one sent
    /// before ends.</summary>
    /// <remarks>Refusals: those of <see cref="IOrderStaffGrain.MakeLink"/>.</remarks>
    /// <param name="order">Which order.</param>
    /// <param name="call">Who asks.</param>
    [Alias("send")]
    Task<Outcome<OrderView>> Send(OrderId order, Call call);

    /// <summary>Pays the rest by link; again with the same method, it asks what became of the payment.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/> when the link is wrong, used or over, <see cref="NothingToCharge"/>,
    /// <see cref="ShipmentUnsettled"/>, <see cref="AttemptUnfinished"/>, <see cref="TooManyAttempts"/>,
    /// <see cref="PaymentDeclined"/>, <see cref="PaymentUnavailable"/>.</remarks>
    /// <param name="order">Which order.</param>
    /// <param name="payment">The link's secret, and how it is paid.</param>
    /// <param name="call">Who asks.</param>
    [Alias("pay"), ResponseTimeout("00:01:30")]
    Task<Outcome<OrderView>> Pay(OrderId order, LinkPayment payment, Call call);
}

/// <summary>How the rest of an order is paid.</summary>
/// <param name="Token">The link's secret.</param>
/// <param name="Method">The gateway's token of a payment method.</param>
/// <param name="ReturnUrl">Where the customer comes back to after a step of their own.</param>
[GenerateSerializer, Immutable, Alias("link-payment")]
public sealed record LinkPayment(string Token, string Method, string? ReturnUrl)
{
    /// <summary>Says nothing of the payment.</summary>
    public override string ToString() => "LinkPayment";
}
