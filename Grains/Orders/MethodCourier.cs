using Commerce.Grains.Payments;

namespace Commerce.Grains.Orders;

/// <summary>Has payment methods kept for later charges (C6), and forgotten when nothing can need them
/// (PAY-17).</summary>
internal sealed class MethodCourier(IGrainFactory grains, GatewayInquiry gateway)
{
    public async Task<bool> Keep(AttemptId attempt)
    {
        var order = Order(attempt);
        var request = await order.MethodInquiry(attempt);
        var fact = request is null ? null : await gateway.Keep(request, await SentAt(attempt));
        if (fact is MethodFact.Unknown) return false;
        await order.KeepMethod(attempt, fact is MethodFact.Kept kept ? new(attempt, kept.Method, kept.Customer) : null);
        return true;
    }

    /// <summary>One that another order may need is left to that order.</summary>
    public async Task<bool> Forget(AttemptId attempt)
    {
        var order = Order(attempt);
        if (await order.MethodToForget(attempt) is not { } method) return true;
        var list = grains.GetGrain<IMethodListGrain>("methods");
        if (!await list.IsNeededElsewhere(method, attempt.Order)
            && await gateway.Forget(method, $"{attempt.Value}/forget", await SentAt(attempt)) is MethodFact.Unknown)
            return false;
        await order.ForgetMethod(new(attempt));
        return true;
    }

    // What has a method was sent.
    private async Task<DateTimeOffset> SentAt(AttemptId attempt) =>
        (await grains.GetGrain<IOrderGrain>(attempt.Order.Value).Inquiry(attempt))?.FirstSentAt ?? default;

    private IOrderMoneyGrain Order(AttemptId attempt) => grains.GetGrain<IOrderMoneyGrain>(attempt.Order.Value);
}
