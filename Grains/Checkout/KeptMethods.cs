using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Checkout;

/// <summary>Looks up whose a payment method is: one that is kept for its customer is charged as theirs, and no other is
/// (CHK-12).</summary>
internal sealed class KeptMethods(IGrainFactory grains)
{
    /// <summary>Why a customer cannot pay with a method: it is kept for them and was declined (PAY-16).</summary>
    public async Task<Refusal?> WhyNot(CustomerId customer, string method) =>
        (await Terms(customer, method)).Failed ? new PaymentMethodFailed { Param = "/payment/method" } : null;

    /// <summary>The request as the gateway takes it from this customer; null: a guest.</summary>
    /// <param name="customer">Who pays.</param>
    /// <param name="request">What is to be paid.</param>
    /// <param name="keeps">Whether the method is kept afterwards, if the customer wants that.</param>
    public async Task<AuthorizeRequest> ByOwner(CustomerId? customer, AuthorizeRequest request, bool keeps)
    {
        if (customer is not { } known) return request;
        var terms = await Terms(known, request.Method);
        return request with
        {
            Customer = terms.GatewayCustomer,
            KeepForLater = request.KeepForLater || (keeps && terms.KeepsMethods),
        };
    }

    private Task<PaymentTerms> Terms(CustomerId customer, string method) =>
        grains.GetGrain<ICustomerGrain>(customer.Value).PaymentTerms(method);
}
