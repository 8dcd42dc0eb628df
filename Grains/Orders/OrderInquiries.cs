using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Orders;

/// <summary>Asks the gateway on behalf of an order.</summary>
internal static class OrderInquiries
{
    /// <summary>What became of an attempt of that order; it hears of it before anything is cancelled (G4).</summary>
    public static Task<PaymentFact> Ask(this GatewayInquiry gateway, IOrderGrain order, Inquiry inquiry) =>
        gateway.Ask(inquiry, async id =>
            await order.AskCancel(new(AttemptId.Of(inquiry.Request.Reference), id)) is not Outcome<OrderView>.Refused);
}
