using System.Globalization;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>What of a placed order can be shipped, and for how long it is paid for (FUL-01, ORD-12): pure.</summary>
internal static class Fulfilment
{
    /// <summary>How long before a promise ends its order is listed.</summary>
    public static readonly TimeSpan EndsSoon = TimeSpan.FromHours(24);

    /// <summary>Where it stands in the list of what can be shipped: shipping method, then state, then number; null: it
    /// does not.</summary>
    public static string? GroupOf(Placed order) => IsShippable(order)
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{order.Core.Delivery.Method}/{OrderStatus.Of(order)}/{order.Core.Number:D12}")
        : null;

    /// <summary>When the promise ends, or ended, that is to pay what has not left; null: it needs none, or a charge
    /// without the customer went well before.</summary>
    public static DateTimeOffset? AuthorizationEnds(Placed order)
    {
        if (!IsShippable(order) || order.PaidBy is not { } attempt) return null;
        if (order.Core.Payments.LastOrDefault(payment => payment.IsOpen) is { } open) return open.CaptureBefore;
        return order.Core.PaymentOf(attempt) switch
        {
            { Status: PaymentStatus.Lapsed } lapsed when order.Charges.All(one => one.Status != ChargeStatus.Done) =>
                lapsed.LapsedAt < lapsed.CaptureBefore ? lapsed.LapsedAt : lapsed.CaptureBefore,
            _ => null,
        };
    }

    private static bool IsShippable(Placed order) => order.Void is null && order.Items.Any(item => item.IsFree);
}
