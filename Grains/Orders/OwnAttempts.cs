using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>Numbers of the payments that a placed order makes itself: of its charges without the customer, and of what
/// is paid by link. They begin after those of a shopper, who has at most a hundred attempts: pure.</summary>
internal static class OwnAttempts
{
    private const int ShoppersMost = 100;

    /// <summary>The next payment of its own.</summary>
    /// <param name="order">The order.</param>
    public static AttemptId Next(Placed order) => AttemptId.Of(
        order.Core.Last.Attempt.Order,
        Math.Max(ShoppersMost, order.Core.Payments.Max(payment => payment.Attempt.Number)) + 1);
}
