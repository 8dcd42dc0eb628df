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
        if (!IsShippable(order)) return null;
        if (order.Core.Payments.LastOrDefault(payment => payment.IsOpen) is { } open) return open.CaptureBefore;

        // The last promise counts, whoever made it, and only until a charge of our own followed it.
        return order.Core.Payments.LastOrDefault(IsPromise) is { Status: PaymentStatus.Lapsed } lapsed
            && !order.Charges.Any(one => one.Status == ChargeStatus.Done && one.Attempt.Number > lapsed.Attempt.Number)
            ? lapsed.LapsedAt < lapsed.CaptureBefore ? lapsed.LapsedAt : lapsed.CaptureBefore
            : null;
    }

    private static bool IsPromise(Payment payment) => payment.Request is { CaptureNow: false }
        && payment.Status is PaymentStatus.Authorized or PaymentStatus.Lapsed;

    private static bool IsShippable(Placed order) => order.Void is null && order.Items.Any(item => item.IsFree);
}
