using static Commerce.Grains.Orders.OrderEvent;

namespace Commerce.Grains.Orders;

/// <summary>Payment methods that failed are not used again, except after want of funds (PAY-16): pure.</summary>
internal static class FailedMethods
{
    // They say nothing of the method: the next charge may go through.
    private static readonly ImmutableArray<string> SayNothing = ["insufficient_funds", "absent", "no_method", "lapsed"];

    /// <summary>Whether a method with which a charge failed so is not to be used again.</summary>
    public static bool IsFailure(string reason) => !SayNothing.Contains(reason);

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
