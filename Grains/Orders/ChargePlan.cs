using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using static Commerce.Grains.Orders.OrderState;

namespace Commerce.Grains.Orders;

/// <summary>How a shipment's money is asked for (C1–C4): pure.</summary>
internal abstract record ChargePlan
{
    private ChargePlan() { }

    /// <summary>C1: nothing is to be paid (FUL-13).</summary>
    public sealed record Nothing : ChargePlan;

    /// <summary>The gateway took it with the promise itself: it is not asked.</summary>
    public sealed record Covered(Payment From) : ChargePlan;

    /// <summary>C2: exactly so much of the open promise.</summary>
    public sealed record Capture(Payment From, StoredCapture Request) : ChargePlan;

    /// <summary>C3: a payment of its own, without the customer.</summary>
    public sealed record Anew(AttemptId Attempt, AuthorizeRequest Request) : ChargePlan;

    /// <summary>Nothing can be charged without the customer.</summary>
    public sealed record NoMethod : ChargePlan;

    private static readonly TimeSpan TooLate = TimeSpan.FromHours(1);

    /// <summary>What to ask of the gateway.</summary>
    /// <param name="order">The order.</param>
    /// <param name="wish">For which shipment, and how much.</param>
    /// <param name="now">What time it is.</param>
    public static ChargePlan Of(Placed order, ChargeWish wish, DateTimeOffset now)
    {
        if (wish.Amount <= 0) return new Nothing();
        if (AheadRules.PayerOf(order, wish.Amount) is { } payer) return new Covered(payer);
        var money = new Money(wish.Amount, order.Core.Quote.Totals.Due.Currency);
        var open = order.Core.Payments.FirstOrDefault(payment =>
            wish.Amount <= payment.Promised && !wish.Refused.Contains(payment.Attempt) && !IsTaken(order, payment)
            && !(payment.CaptureBefore - TooLate <= now));
        if (open is { GatewayId: { } id })
        {
            // C4: what more is to leave is taken of the same promise, where the card allows it.
            var isFinal = wish.IsLast || !open.ManyCaptures;
            return new Capture(open, new(id, money, isFinal, KeyOf(order, open, wish)));
        }

        return MethodOf(order) is not { } known ? new NoMethod() : ByMethod(order, known, money);
    }

    /// <summary>The payment whose method can be used again, the newest first (C6).</summary>
    public static Payment? MethodOf(Placed order) => order.Core.Payments.LastOrDefault(payment =>
        payment is { Method: not null, Customer: not null, MethodFailed: false, Request.OffSession: false }
        && payment.Status is PaymentStatus.Authorized or PaymentStatus.Lapsed or PaymentStatus.Ended);

    private static Anew ByMethod(Placed order, Payment known, Money money)
    {
        var attempt = OwnAttempts.Next(order);
        return new(attempt, new(attempt.Value, $"{attempt.Value}/charge", money, known.Method!, null, null)
        {
            CaptureNow = true,
            OffSession = true,
            Customer = known.Customer,
        });
    }

    // A try is a capture of its own: what is untaken after one is asked for under another key.
    private static string KeyOf(Placed order, Payment open, ChargeWish wish) => CaptureTries.KeyOf(
        $"{open.Attempt.Value}/capture/{wish.ShipmentId}",
        order.Charges.Count(charge => charge.Capture is not null
            && charge.ShipmentId == wish.ShipmentId && charge.Attempt == open.Attempt));

    // Of a promise that is being taken, nothing is left to take (C2).
    private static bool IsTaken(Placed order, Payment payment) =>
        order.Charges.Any(charge => charge.Status == ChargeStatus.UnderWay && charge.Attempt == payment.Attempt);
}
