using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Orders;

/// <summary>Has payment methods kept for later charges and for the customer's next orders (C6, CHK-12), and forgotten
/// when nothing can need them (PAY-17).</summary>
internal sealed class MethodCourier(IGrainFactory grains, GatewayInquiry gateway, EntityTools tools)
{
    public async Task<bool> Keep(AttemptId attempt)
    {
        var order = Order(attempt);
        var method = await order.MethodInquiry(attempt);
        var fact = method is null
            ? null
            : await gateway.Keep(await KnownCustomer(method), method.FirstSentAt);
        if (fact is MethodFact.Unknown) return false;
        if (method is { Customer: not null, Card: not null } && fact is MethodFact.Kept theirs)
            await Tell(method, theirs);
        await order.KeepMethod(attempt, fact is MethodFact.Kept kept ? new(attempt, kept.Method, kept.Customer) : null);
        return true;
    }

    // All of a customer's methods are kept with one customer of the gateway, once there is one. Each has its own key:
    // the other request may have been sent already.
    private async Task<KeepMethodRequest> KnownCustomer(MethodToKeep method) =>
        method.Customer is { } customer
            && await Customer(customer).View() is Outcome<CustomerView>.Done({ GatewayCustomer: { } known }, _)
            ? method.Request with { Customer = known, Key = $"{method.Request.Key}/{known}" }
            : method.Request;

    // Without the customer's consent the order alone keeps it: the customer's entity refuses.
    private async Task Tell(MethodToKeep method, MethodFact.Kept kept)
    {
        if (!tools.Settings.SaveCards) return;
        var saved = new SavedMethod(kept.Method, method.Card!, Failed: false) { Customer = kept.Customer };
        await Customer(method.Customer!.Value).KeepMethod(
            new(saved, kept.Customer) { PaidAt = method.FirstSentAt }, Call.System);
    }

    /// <summary>One that another order may need is left to that order.</summary>
    public async Task<bool> Forget(AttemptId attempt)
    {
        var order = Order(attempt);
        if (await order.MethodToForget(attempt) is not var (method, sentAt)) return true;
        var list = grains.GetGrain<IMethodListGrain>("methods");
        if (!await list.IsNeededElsewhere(method, attempt.Order)
            && await gateway.Forget(method, $"{attempt.Value}/forget", sentAt) is MethodFact.Unknown)
            return false;
        await order.ForgetMethod(new(attempt));
        return true;
    }

    private ICustomerGrain Customer(CustomerId customer) => grains.GetGrain<ICustomerGrain>(customer.Value);

    private IOrderMoneyGrain Order(AttemptId attempt) => grains.GetGrain<IOrderMoneyGrain>(attempt.Order.Value);
}
