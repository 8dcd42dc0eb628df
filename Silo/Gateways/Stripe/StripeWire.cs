using System.Security.Cryptography;
using Commerce.Grains.Kernel;
using Microsoft.Extensions.Logging;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>Asks Stripe, and says what is known then. An answer that says nothing is asked for again a few times, under
/// the same key.</summary>
internal sealed partial class StripeWire(ShopSettings shop, TimeProvider clock, ILogger<StripeWire> logger)
{
    /// <summary>How long to wait before asking again, roughly.</summary>
    public static readonly ImmutableArray<TimeSpan> Waits =
        [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    /// <summary>The time.</summary>
    public DateTimeOffset Now => clock.Now();

    /// <summary>Sends a request that only reads.</summary>
    public Task<StripeAnswer> Read(Func<CancellationToken, Task<StripeReply>> send, CancellationToken stop) =>
        Send(send, isPost: false, stop);

    /// <summary>Sends a request that does something once per key.</summary>
    public Task<StripeAnswer> Post(Func<CancellationToken, Task<StripeReply>> send, CancellationToken stop) =>
        Send(send, isPost: true, stop);

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

    private async Task<StripeAnswer> Send(
        Func<CancellationToken, Task<StripeReply>> send, bool isPost, CancellationToken stop)
    {
        StripeAnswer.Nothing? before = null;
        for (var times = 0; ; times++)
        {
            var answer = await Once(send, stop);
            if (answer is StripeAnswer.Refused refused) return refused with { Doubted = before is not null };
            if (answer is not StripeAnswer.Nothing nothing) return answer;

            // The same breakdown twice under one key is what the key remembers: it must be read, not repeated.
            var isKept = isPost && nothing.IsBreakdown && nothing == before;
            if (isKept || times == Waits.Length || !await Wait(times, stop))
                return nothing with { Twice = isKept };
            before = nothing;
        }
    }

    // Whatever the network does is 'nothing known'. Messages of exceptions are not told: they may hold anything.
    private async Task<StripeAnswer> Once(Func<CancellationToken, Task<StripeReply>> send, CancellationToken stop)
    {
        try
        {
            var reply = await send(stop);
            var answer = StripeAnswer.Of(reply.Status, reply.Body);
            if (answer is not StripeAnswer.Done)
            {
                var reason = answer is StripeAnswer.Refused refused ? refused.Error.Reason : "nothing";
                LogAnswer(logger, reply.Status, reason, reply.RequestId ?? "none");
            }

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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stripe answered {Status} ({Reason}), request {RequestId}")]
    private static partial void LogAnswer(ILogger logger, int status, string reason, string requestId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stripe was not reached: {Kind}")]
    private static partial void LogFailed(ILogger logger, string kind);
}
