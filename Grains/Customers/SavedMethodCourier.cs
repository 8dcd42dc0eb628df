using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Customers;

/// <summary>Has the gateway forget payment methods that a customer keeps no more. One that an order may still charge
/// stays until no order needs it (PAY-17).</summary>
internal sealed class SavedMethodCourier(IGrainFactory grains, GatewayInquiry gateway) : ICourier
{
    public bool Carries(Errand errand) => errand is CustomerErrand;

    public async Task<bool> Deliver(Errand errand)
    {
        var forget = (CustomerErrand.ForgetMethod)errand;
        var isNeeded = await grains.GetGrain<IMethodListGrain>("methods").IsNeeded(forget.Method);
        if (!isNeeded && await gateway.Forget(forget.Customer, forget.Method) is MethodFact.Unknown) return false;
        await grains.GetGrain<ICustomerGrain>(forget.Customer.Value).SettleMethod(new(forget.Method, !isNeeded));
        return true;
    }
}
