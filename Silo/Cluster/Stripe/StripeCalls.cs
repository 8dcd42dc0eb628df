using Commerce.Grains.Payments;
using Net = global::Stripe;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>Calls Stripe through its own library, which sends and does not ask again: that is for the wire to do. What
/// came back is read from the answer itself, in our version, never from the library's objects.</summary>
internal sealed class StripeCalls : IStripeCalls, IDisposable
{
    private readonly HttpClient http = StripeTerms.Client();
    private readonly StripeWire wire;
    private readonly Net.V1Services stripe;

    public StripeCalls(StripeSettings settings, StripeWire wire)
    {
        this.wire = wire;
        stripe = new Net.StripeClient(new Net.StripeClientOptions
        {
            ApiKey = settings.SecretKey,
            ApiBase = settings.Url.GetLeftPart(UriPartial.Authority),
            HttpClient = new Net.SystemNetHttpClient(http, maxNetworkRetries: 0, enableTelemetry: false),
        }).V1;
    }

    public Task<StripeAnswer> Authorize(AuthorizeRequest request, CancellationToken stop)
    {
        var options = StripeOptions.Of(request);
        return Post(request.Key, (key, patience) => stripe.PaymentIntents.CreateAsync(options, key, patience), stop);
    }

    public Task<StripeAnswer> ReadPayment(string paymentId, CancellationToken stop)
    {
        var options = StripeOptions.Expand(new Net.PaymentIntentGetOptions());
        return Read(patience => stripe.PaymentIntents.GetAsync(paymentId, options, null, patience), stop);
    }

    public Task<StripeAnswer> ListPayments(StripeSpan span, string? after, CancellationToken stop)
    {
        var options = StripeOptions.Page<Net.PaymentIntentListOptions>(after);
        options.Created = StripeOptions.Of(span);
        StripeOptions.Expand(options, "data.");
        return Read(patience => stripe.PaymentIntents.ListAsync(options, null, patience), stop);
    }

    public Task<StripeAnswer> Capture(CaptureRequest request, CancellationToken stop)
    {
        var options = StripeOptions.Expanding<Net.PaymentIntentCaptureOptions>();
        options.AmountToCapture = StripeObject.Units(request.Amount);
        if (!request.Final) options.FinalCapture = false;
        return Post(
            request.Key,
            (key, patience) => stripe.PaymentIntents.CaptureAsync(request.PaymentId, options, key, patience),
            stop);
    }

    public Task<StripeAnswer> Cancel(string paymentId, string key, CancellationToken stop)
    {
        var options = StripeOptions.Expanding<Net.PaymentIntentCancelOptions>();
        return Post(
            key, (under, patience) => stripe.PaymentIntents.CancelAsync(paymentId, options, under, patience), stop);
    }

    public Task<StripeAnswer> ListDisputes(string chargeId, CancellationToken stop)
    {
        var options = StripeOptions.Page<Net.DisputeListOptions>(after: null);
        options.Charge = chargeId;
        return Read(patience => stripe.Disputes.ListAsync(options, null, patience), stop);
    }

    public Task<StripeAnswer> Refund(RefundRequest request, CancellationToken stop)
    {
        var options = new Net.RefundCreateOptions
        {
            PaymentIntent = request.PaymentId,
            Amount = StripeObject.Units(request.Amount),
            Metadata = new(StripeTerms.Metadata("refund", request.Reference)),
        };
        return Post(request.Key, (key, patience) => stripe.Refunds.CreateAsync(options, key, patience), stop);
    }

    public Task<StripeAnswer> ReadRefund(string refundId, CancellationToken stop) =>
        Read(patience => stripe.Refunds.GetAsync(refundId, null, null, patience), stop);

    public Task<StripeAnswer> ListRefunds(string paymentId, string? after, CancellationToken stop)
    {
        var options = StripeOptions.Page<Net.RefundListOptions>(after);
        options.PaymentIntent = paymentId;
        return Read(patience => stripe.Refunds.ListAsync(options, null, patience), stop);
    }

    public Task<StripeAnswer> ListRefunds(StripeSpan span, string? after, CancellationToken stop)
    {
        var options = StripeOptions.Page<Net.RefundListOptions>(after);
        options.Created = StripeOptions.Of(span);
        return Read(patience => stripe.Refunds.ListAsync(options, null, patience), stop);
    }

    public Task<StripeAnswer> MakeCustomer(string owner, string key, CancellationToken stop)
    {
        var options = new Net.CustomerCreateOptions { Metadata = new() { ["owner"] = owner } };
        return Post(key, (under, patience) => stripe.Customers.CreateAsync(options, under, patience), stop);
    }

    public Task<StripeAnswer> ReadMethod(string method, CancellationToken stop) =>
        Read(patience => stripe.PaymentMethods.GetAsync(method, null, null, patience), stop);

    public Task<StripeAnswer> Attach(string method, string customer, string key, CancellationToken stop)
    {
        var options = new Net.PaymentMethodAttachOptions { Customer = customer };
        return Post(
            key, (under, patience) => stripe.PaymentMethods.AttachAsync(method, options, under, patience), stop);
    }

    public Task<StripeAnswer> Detach(string method, string key, CancellationToken stop) =>
        Post(key, (under, patience) => stripe.PaymentMethods.DetachAsync(method, null, under, patience), stop);

    public void Dispose() => http.Dispose();

    private Task<StripeAnswer> Read<T>(Func<CancellationToken, Task<T>> send, CancellationToken stop)
        where T : Net.IStripeEntity => wire.Read(patience => Reply(() => send(patience)), stop);

    private Task<StripeAnswer> Post<T>(
        string key, Func<Net.RequestOptions, CancellationToken, Task<T>> send, CancellationToken stop)
        where T : Net.IStripeEntity => wire.Post(
            patience => Reply(() => send(new() { IdempotencyKey = key }, patience)), stop);

    // An answer that the library does not understand is still an answer: it says 200 and has a body.
    private static async Task<StripeReply> Reply<T>(Func<Task<T>> send) where T : Net.IStripeEntity
    {
        try
        {
            return ReplyOf((await send()).StripeResponse);
        }
        catch (Net.StripeException failure) when (failure.StripeResponse is { } response)
        {
            return ReplyOf(response);
        }
    }

    private static StripeReply ReplyOf(Net.StripeResponse response) =>
        new((int)response.StatusCode, response.Content ?? "", response.RequestId);
}
