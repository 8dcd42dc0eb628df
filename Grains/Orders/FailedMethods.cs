using static Commerce.Grains.Orders.OrderEvent;

namespace Commerce.Grains.Orders;

/// <summary>Payment methods that failed are not used again, except after want of funds (PAY-16): pure.</summary>
internal static class FailedMethods
{
    // They say nothing of the method: the next charge may go through.
    private static readonly ImmutableArray<string> SayNothing = ["insufficient_funds", "absent", "no_method", "lapsed"];

    // Without the customer there, one that wants a step of theirs cannot be charged; with them it can.
    private static readonly ImmutableArray<string> WantTheCustomer = ["authentication_required", "cancelled"];

    /// <summary>Whether a method with which a charge failed so is not to be used again.</summary>
    public static bool IsFailure(string reason) => !SayNothing.Contains(reason);

    /// <summary>Who else hears that a payment was declined: the customer whose kept method it was made with
    /// (ORD-05).</summary>
    public static IEnumerable<OrderErrand> Told(OrderCore core, PaymentRefused refused) =>
        refused.Status == PaymentStatus.Declined && IsFailure(refused.Reason) ? Told(core, refused.Attempt) : [];

    /// <summary>The same of a charge without the customer.</summary>
    public static IEnumerable<OrderErrand> Told(OrderCore core, ChargeFailed failed) =>
        failed.ByGateway && IsFailure(failed.Reason) && !WantTheCustomer.Contains(failed.Reason)
            ? Told(core, failed.Attempt)
            : [];

    private static IEnumerable<OrderErrand> Told(OrderCore core, AttemptId attempt) =>
        core is { Customer: { } customer } && core.PaymentOf(attempt)?.Request is { Customer: not null } request
            ? [new OrderErrand.MarkMethodFailed(customer, request.Method)]
            : [];

    /// <summary>The core once a charge failed: its method is not used without the customer again.</summary>
    public static OrderCore Noted(OrderCore core, ChargeFailed failed)
    {
        var method = core.PaymentOf(failed.Attempt)?.Request?.Method;
        if (method is null || !failed.ByGateway || !IsFailure(failed.Reason)) return core;
        return core with
        {
            Payments =
            [
                .. core.Payments.Select(
                    payment => payment.Method == method ? payment with { MethodFailed = true } : payment),
            ],
        };
    }
}
