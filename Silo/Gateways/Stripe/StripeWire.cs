using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Commerce.Grains.Kernel;
using Microsoft.Extensions.Logging;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>Sends requests to Stripe. An answer that says nothing is asked for again a few times, under the same
/// key.</summary>
internal sealed partial class StripeWire(
    HttpClient http, StripeSettings settings, ShopSettings shop, TimeProvider clock, ILogger<StripeWire> logger)
{
    /// <summary>The form in which Stripe speaks to us, whatever the account's own is.</summary>
    public const string Version = "2025-02-24.acacia";

    /// <summary>How long to wait before asking again, roughly.</summary>
    public static readonly ImmutableArray<TimeSpan> Waits =
        [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    /// <summary>A client for it. No redirects: nobody else may see the key.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 16 * 1024 * 1024,
    };

    /// <summary>Reads.</summary>
    public Task<StripeAnswer> Get(string path, StripeForm query, CancellationToken stop) =>
        Send(() => new(HttpMethod.Get, Address($"{path}?{query}")), isPost: false, stop);

    /// <summary>Does something once per key.</summary>
    public Task<StripeAnswer> Post(string path, StripeForm form, string key, CancellationToken stop)
    {
        var body = form.ToString();
        return Send(
            () => new(HttpMethod.Post, Address(path))
            {
                Content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded"),
                Headers = { { "Idempotency-Key", key } },
            },
            isPost: true,
            stop);
    }

    /// <summary>Waits before the next time; false: the patience is over.</summary>
    public async Task<bool> Wait(int times, CancellationToken stop)
    {
        // Between three quarters and five quarters, so that many do not come back at once.
        var jitter = 0.75 + RandomNumberGenerator.GetInt32(501) / 1000.0;
        try
        {
            await Task.Delay(Waits[times] * jitter, clock, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Does work that Stripe is needed for, within the shop's patience.</summary>
    public async Task<T> Within<T>(
        Func<CancellationToken, Task<T>> work, Func<string, T> unknown, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(shop.GatewayPatience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            return await work(both.Token);
        }
        catch (UnreadableAnswerException)
        {
            return unknown("unreadable");
        }
    }

    private async Task<StripeAnswer> Send(Func<HttpRequestMessage> make, bool isPost, CancellationToken stop)
    {
        StripeAnswer.Nothing? before = null;
        for (var times = 0; ; times++)
        {
            using var request = make();
            var answer = await Once(request, stop);
            if (answer is not StripeAnswer.Nothing nothing) return answer;

            // The same breakdown twice under one key is what the key remembers: it must be read, not repeated.
            var isKept = isPost && nothing.IsBreakdown && nothing == before;
            if (isKept || times == Waits.Length || !await Wait(times, stop)) return nothing;
            before = nothing;
        }
    }

    // Whatever the network does is 'nothing known'. Messages of exceptions are not told: they may hold anything.
    private async Task<StripeAnswer> Once(HttpRequestMessage request, CancellationToken stop)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.SecretKey);
        request.Headers.Add("Stripe-Version", Version);
        try
        {
            using var response = await http.SendAsync(request, stop);
            var answer = StripeAnswer.Of((int)response.StatusCode, await response.Content.ReadAsStringAsync(stop));
            if (answer is not StripeAnswer.Done) Log(answer, response);
            return answer;
        }
        catch (OperationCanceledException)
        {
            return new StripeAnswer.Nothing("timeout");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            LogFailed(logger, failure.GetType().Name);
            return new StripeAnswer.Nothing("reset");
        }
    }

    private Uri Address(string path) => new(settings.Url, path);

    private void Log(StripeAnswer answer, HttpResponseMessage response)
    {
        var id = response.Headers.TryGetValues("Request-Id", out var ids) ? string.Join(',', ids) : "none";
        var reason = answer is StripeAnswer.Refused refused ? refused.Error.Reason : "nothing";
        LogAnswer(logger, (int)response.StatusCode, reason, id);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stripe answered {Status} ({Reason}), request {RequestId}")]
    private static partial void LogAnswer(ILogger logger, int status, string reason, string requestId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stripe was not reached: {Kind}")]
    private static partial void LogFailed(ILogger logger, string kind);
}
