using System.Net.Http.Headers;
using System.Text;
using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>Calls Stripe over HTTP, with nothing in between.</summary>
internal sealed class StripeCalls(StripeSettings settings, StripeWire wire) : IStripeCalls, IDisposable
{
    private const string Payments = "/v1/payment_intents";
    private const string Refunds = "/v1/refunds";
    private const string Methods = "/v1/payment_methods";

    private readonly HttpClient http = StripeTerms.Client();

    private static StripeForm Expanded => new StripeForm().Add("expand[0]", StripeTerms.Expanded);

    public Task<StripeAnswer> Authorize(AuthorizeRequest request, CancellationToken stop) =>
        Post(Payments, FormOf(request), request.Key, stop);

    public Task<StripeAnswer> ReadPayment(string paymentId, CancellationToken stop) =>
        Get(Payment(paymentId), new StripeForm().Expand(StripeTerms.ExpandedRead), stop);

    public Task<StripeAnswer> ListPayments(StripeSpan span, string? after, CancellationToken stop) =>
        List(Payments, new StripeForm().Add(span).Expand(StripeTerms.ExpandedRead, "data."), after, stop);

    public Task<StripeAnswer> Capture(CaptureRequest request, CancellationToken stop)
    {
        var form = new StripeForm()
            .Add("amount_to_capture", StripeObject.Units(request.Amount))
            .AddIf(!request.Final, "final_capture", "false")
            .Add("expand[0]", StripeTerms.Expanded);
        return Post($"{Payment(request.PaymentId)}/capture", form, request.Key, stop);
    }

    public Task<StripeAnswer> Cancel(string paymentId, string key, CancellationToken stop) =>
        Post($"{Payment(paymentId)}/cancel", Expanded, key, stop);

    public Task<StripeAnswer> ListDisputes(string chargeId, CancellationToken stop) =>
        List("/v1/disputes", new StripeForm().Add("charge", chargeId), after: null, stop);

    public Task<StripeAnswer> Refund(RefundRequest request, CancellationToken stop)
    {
        var form = new StripeForm()
            .Add("payment_intent", request.PaymentId)
            .Add("amount", StripeObject.Units(request.Amount))
            .Add(StripeTerms.Metadata("refund", request.Reference));
        return Post(Refunds, form, request.Key, stop);
    }

    public Task<StripeAnswer> ReadRefund(string refundId, CancellationToken stop) =>
        Get($"{Refunds}/{Uri.EscapeDataString(refundId)}", new(), stop);

    public Task<StripeAnswer> ListRefunds(string paymentId, string? after, CancellationToken stop) =>
        List(Refunds, new StripeForm().Add("payment_intent", paymentId), after, stop);

    public Task<StripeAnswer> ListRefunds(StripeSpan span, string? after, CancellationToken stop) =>
        List(Refunds, new StripeForm().Add(span), after, stop);

    public Task<StripeAnswer> MakeCustomer(string owner, string key, CancellationToken stop) =>
        Post("/v1/customers", new StripeForm().Add("metadata[owner]", owner), key, stop);

    public Task<StripeAnswer> ReadMethod(string method, CancellationToken stop) => Get(Method(method), new(), stop);

    public Task<StripeAnswer> Attach(string method, string customer, string key, CancellationToken stop) =>
        Post($"{Method(method)}/attach", new StripeForm().Add("customer", customer), key, stop);

    public Task<StripeAnswer> Detach(string method, string key, CancellationToken stop) =>
        Post($"{Method(method)}/detach", new(), key, stop);

    public void Dispose() => http.Dispose();

    private static string Payment(string paymentId) => $"{Payments}/{Uri.EscapeDataString(paymentId)}";

    private static string Method(string method) => $"{Methods}/{Uri.EscapeDataString(method)}";

    private static StripeForm FormOf(AuthorizeRequest request) => new StripeForm()
        .Add("amount", StripeObject.Units(request.Amount))
        .Add("currency", request.Amount.Currency.ToLowerInvariant())
        .Add("payment_method", request.Method)
        .Add("payment_method_types[0]", "card")
        .Add("capture_method", request.CaptureNow ? "automatic" : "manual")
        .Add("confirm", "true")
        .Add("customer", request.Customer)
        .AddIf(request.OffSession, "off_session")
        .AddIf(request.KeepForLater, "setup_future_usage", "off_session")
        .AddIf(
            request.ManyCaptures && !request.CaptureNow,
            "payment_method_options[card][request_multicapture]",
            "if_available")
        .Add("return_url", request.OffSession ? null : request.ReturnUrl)
        .Add(StripeTerms.Metadata("attempt", request.Reference))
        .Add("expand[0]", StripeTerms.Expanded);

    private Task<StripeAnswer> List(string path, StripeForm query, string? after, CancellationToken stop) =>
        Get(path, query.Add("limit", StripeTerms.PageSize).Add("starting_after", after), stop);

    private Task<StripeAnswer> Get(string path, StripeForm query, CancellationToken stop) => wire.Read(
        patience => Send(new(HttpMethod.Get, Address($"{path}?{query}")), patience), stop);

    private Task<StripeAnswer> Post(string path, StripeForm form, string key, CancellationToken stop)
    {
        var body = form.ToString();
        return wire.Post(
            patience => Send(
                new(HttpMethod.Post, Address(path))
                {
                    Content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded"),
                    Headers = { { "Idempotency-Key", key } },
                },
                patience),
            stop);
    }

    private async Task<StripeReply> Send(HttpRequestMessage request, CancellationToken stop)
    {
        using var sent = request;
        sent.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.SecretKey);
        using var response = await http.SendAsync(sent, stop);
        var id = response.Headers.TryGetValues("Request-Id", out var ids) ? string.Join(',', ids) : null;
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(stop), id);
    }

    private Uri Address(string path) => new(settings.Url, path);
}
