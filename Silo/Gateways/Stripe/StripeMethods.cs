using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>Kept payment methods at Stripe: attached to a customer that is made for it.</summary>
internal sealed class StripeMethods(IStripeCalls calls)
{
    /// <summary>Keeps a method.</summary>
    public async Task<MethodFact> Keep(KeepMethodRequest request, CancellationToken stop)
    {
        if (request.Customer is { } known) return await Attach(request, known, stop);
        return await calls.MakeCustomer(request.Owner, $"{request.Key}/customer", stop) switch
        {
            StripeAnswer.Done(var customer) => await Attach(request, customer.Id, stop),
            StripeAnswer.Refused refused => new MethodFact.Rejected(refused.Error.Reason),
            var other => NothingOf(other),
        };
    }

    /// <summary>Forgets a method.</summary>
    public async Task<MethodFact> Forget(string method, string key, CancellationToken stop)
    {
        switch (await calls.Detach(method, key, stop))
        {
            case StripeAnswer.Done:
                return new MethodFact.Forgotten();
            case StripeAnswer.Refused refused:
                var (isRead, customer) = await CustomerOf(method, stop);
                if (!isRead) return new MethodFact.Unknown(refused.Error.Reason);
                return customer is null ? new MethodFact.Forgotten() : new MethodFact.Rejected(refused.Error.Reason);
            case var other:
                return NothingOf(other);
        }
    }

    // One that is attached already is refused: whose it is tells whether that is ours.
    private async Task<MethodFact> Attach(KeepMethodRequest request, string customer, CancellationToken stop)
    {
        switch (await calls.Attach(request.Method, customer, $"{request.Key}/attach", stop))
        {
            case StripeAnswer.Done(var method):
                return new MethodFact.Kept(method.Id, customer);
            case StripeAnswer.Refused refused:
                return await CustomerOf(request.Method, stop) is (true, { } owner) && owner == customer
                    ? new MethodFact.Kept(request.Method, customer)
                    : new MethodFact.Rejected(refused.Error.Reason);
            case var other:
                return NothingOf(other);
        }
    }

    private async Task<(bool IsRead, string? Customer)> CustomerOf(string method, CancellationToken stop) =>
        await calls.ReadMethod(method, stop) switch
        {
            StripeAnswer.Done(var found) => (true, found.IdOf("customer")),
            StripeAnswer.Refused { Error.IsMissing: true } => (true, null),
            _ => (false, null),
        };

    private static MethodFact.Unknown NothingOf(StripeAnswer answer) => new(((StripeAnswer.Nothing)answer).Why);
}
