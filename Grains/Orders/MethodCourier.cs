using Commerce.Grains.Payments;

namespace Commerce.Grains.Orders;

/// <summary>Has payment methods kept for later charges (C6), and forgotten when nothing can need them
/// (PAY-17).</summary>
internal sealed class MethodCourier(IGrainFactory grains, GatewayInquiry gateway)
{
    public async Task<bool> Keep(AttemptId attempt)
    {
        var order = Order(attempt);
        if (await order.MethodInquiry(attempt) is not { } request) return true;
        switch (await gateway.Keep(request))
        {
            case MethodFact.Kept kept:
                await order.KeepMethod(new(attempt, kept.Method, kept.Customer));
                return true;
            case MethodFact.Unknown:
                return false;
            default:
                return true;
        }
    }

    /// <summary>One that another order may need is left to that order.</summary>
    public async Task<bool> Forget(AttemptId attempt)
    {
        var order = Order(attempt);
        if (await order.MethodToForget(attempt) is not { } method) return true;
        var list = grains.GetGrain<IMethodListGrain>("methods");
        if (!await list.IsNeededElsewhere(method, attempt.Order)
            && await gateway.Forget(method, $"{attempt.Value}/forget") is MethodFact.Unknown)
            return false;
        await order.ForgetMethod(new(attempt));
        return true;
    }

    private IOrderMoneyGrain Order(AttemptId attempt) => grains.GetGrain<IOrderMoneyGrain>(attempt.Order.Value);
}
