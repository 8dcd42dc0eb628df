using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Commerce.Silo.Gateways.Mail;
using Commerce.Silo.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Commerce.Silo.Gateways.Outbox;

/// <summary>Sends what the entities' writes left in the outbox: at least once, and each message for itself, so that
/// none stops the others .</summary>
internal sealed partial class OutboxPump(
    IOutboxTable outbox,
    IMailTransport transport,
    IMailWordings wordings,
    OutboxSignal signal,
    OutboxSettings settings,
    ShopSettings shop,
    TimeProvider clock,
    ILogger<OutboxPump> logger) : BackgroundService
{
    private const int ErrorMost = 500;

    /// <summary>Takes one batch and sends it. Answers whether more may be waiting.</summary>
    internal async Task<bool> SendBatch(CancellationToken stop)
    {
        var takenAt = clock.Now();
        var messages = await outbox.Lease(takenAt, settings.Batch, stop);
        List<string> left = [];
        var done = 0;
        foreach (var message in messages)
        {
            if (stop.IsCancellationRequested || clock.Now() - takenAt >= settings.BatchTime) break;
            if (await Leaves(message, stop)) left.Add(message.Id);
            // Where a repeat is a second mail, each is marked before the next leaves.
            if (!transport.TakesRepeats) await Mark(left);
            done++;
        }

        await Mark(left);
        return done == settings.Batch;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await TrySendBatch(stoppingToken)) continue;
            if (!await signal.Wait(settings.Period, clock, stoppingToken)) continue;
            await Task.Delay(settings.Gather, clock, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TrySendBatch(CancellationToken stop)
    {
        try
        {
            return await SendBatch(stop);
        }
        catch (Exception failure)
        {
            // The database is away, or we are told to stop. Leases end by themselves, so nothing is lost.
            if (!stop.IsCancellationRequested) LogOutboxFailed(logger, failure.GetType().Name);
            return false;
        }
    }

    private async Task<bool> Leaves(OutboxMessage message, CancellationToken stop)
    {
        try
        {
            using var patience = new CancellationTokenSource(settings.Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
            await transport.Send(await Written(message), either.Token);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            await NoteFailure(message, failure);
            return false;
        }
    }

    // They left: that is written down even while we stop, or they would leave a second time.
    private async Task Mark(List<string> left)
    {
        if (left.Count == 0) return;
        await outbox.Sent([.. left], clock.Now(), CancellationToken.None);
        foreach (var id in left) LogSent(logger, id);
        left.Clear();
    }

    private async Task<MailMessage> Written(OutboxMessage message)
    {
        if (message.Kind != "mail") throw new MailUnwritableException($"'{message.Kind}' is no kind of message.");
        var template = await wordings.Of(message.Template, message.CreatedAt)
            ?? throw new MailUnwritableException($"There is no template '{message.Template}'.");
        var (subject, text) = MailText.Of(template, message.Values, shop);
        var recipients = template.ToMany ? message.To.Split(", ") : [message.To];
        return new(message.Id, new(shop.Name, shop.ServiceAddress), recipients[0], subject, text, message.CreatedAt)
        {
            Others = [.. recipients[1..]],
        };
    }

    // Even a mail that cannot be written is tried again: in a rolling upgrade the next process may know its template.
    private async Task NoteFailure(OutboxMessage message, Exception failure)
    {
        var error = MailText.OneLine($"{failure.GetType().Name}: {failure.Message}");
        DateTimeOffset? again = message.Attempts < OutboxSettings.BackOff.Length
            ? clock.Now() + OutboxSettings.BackOff[message.Attempts]
            : null;
        LogFailed(logger, message.Id, failure.GetType().Name, message.Attempts + 1);
        await outbox.Failed(message.Id, error[..Math.Min(error.Length, ErrorMost)], again, CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Sent {Message}")]
    private static partial void LogSent(ILogger logger, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Did not send {Message}: {Kind}, try {Attempt}")]
    private static partial void LogFailed(ILogger logger, string message, string kind, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox could not be read or marked: {Kind}")]
    private static partial void LogOutboxFailed(ILogger logger, string kind);
}
