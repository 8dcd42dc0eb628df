namespace Commerce.Silo.Gateways.Stripe;

/// <summary>What every request to Stripe has in common.</summary>
internal static class StripeTerms
{
    /// <summary>The form in which Stripe speaks to us, whatever the account's own is, or a library's.</summary>
    public const string Version = "2025-02-24.acacia";

    /// <summary>What is told along with a payment that something is done with. A request under a key never changes, so
    /// this does not.</summary>
    public const string Expanded = "latest_charge.balance_transaction";

    /// <summary>What is told along with a payment that is read: its refunds too.</summary>
    public static readonly ImmutableArray<string> ExpandedRead = [Expanded, "latest_charge.refunds"];

    /// <summary>Most things on a page.</summary>
    public const int PageSize = 100;

    /// <summary>What we write on a thing to find it by.</summary>
    /// <param name="name"><c>attempt</c> or <c>refund</c>.</param>
    /// <param name="reference">Our reference: <c>order-1/1</c>.</param>
    public static KeyValuePair<string, string>[] Metadata(string name, string reference) =>
        [new("order", reference.Split('/')[0]), new(name, reference)];

    /// <summary>A client for it. No redirects: nobody else may see the key.</summary>
    public static HttpClient Client() => new(new Speech(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    }))
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 16 * 1024 * 1024,
    };

    /// <summary>Names the version on every request.</summary>
    private sealed class Speech(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private const string Header = "Stripe-Version";

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Remove(Header);
            request.Headers.Add(Header, Version);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>A span of creation times, both ends in it.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
internal readonly record struct StripeSpan(DateTimeOffset From, DateTimeOffset To);

/// <summary>An answer as it came.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">What it holds.</param>
/// <param name="RequestId">What Stripe calls the request; null: it did not say.</param>
internal sealed record StripeReply(int Status, string Body, string? RequestId);
