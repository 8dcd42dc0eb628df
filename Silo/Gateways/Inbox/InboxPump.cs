using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Silo.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Commerce.Silo.Gateways.Inbox;

/// <summary>Has every hint heeded by whom it concerns: at least once, and each for itself. What nobody knows is tried
/// again for three days, then it is a problem.</summary>
internal sealed partial class InboxPump(
    IInboxTable inbox,
    IEnumerable<IPaymentOwner> owners,
    InboxSettings settings,
    TimeProvider clock,
    ILogger<InboxPump> logger) : BackgroundService
{
    /// <summary>Takes one batch and has it heeded. Answers whether more may be waiting.</summary>
    internal async Task<bool> HeedBatch(CancellationToken stop)
    {
        var hints = await inbox.Lease(stop);

        // Hints about one payment come in bunches: one after the other, so that the first settles the rest.
        var matters = hints.GroupBy(hint => hint.PaymentId ?? hint.EventId);
        await Task.WhenAll(matters.Select(HeedAll));
        return hints.Count == settings.Batch;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!await TryHeedBatch(stoppingToken)) await inbox.News.Wait(settings.Period, clock, stoppingToken);
        }
    }

    private async Task<bool> TryHeedBatch(CancellationToken stop)
    {
        try
        {
            return await HeedBatch(stop);
        }
        catch (Exception failure)
        {
            // The database is away, or we are told to stop. Leases end by themselves, so nothing is lost.
            if (!stop.IsCancellationRequested) LogInboxFailed(logger, failure.GetType().Name);
            return false;
        }
    }

    private async Task HeedAll(IEnumerable<KeptHint> hints)
    {
        foreach (var hint in hints) await Heed(hint);
    }

    private async Task Heed(KeptHint hint)
    {
        switch (await Ask(hint))
        {
            case Heeded.Settled:
                await inbox.Done(hint.EventId);
                break;
            case Heeded.Later { At: { } at }:
                await inbox.Again(hint.EventId, at);
                break;
            case var other when hint.Attempts <= InboxSettings.BackOff.Length:
                LogLater(logger, hint.EventId, other.GetType().Name);
                await inbox.Again(hint.EventId, clock.Now() + InboxSettings.BackOff[(int)hint.Attempts - 1]);
                break;
            case var other:
                await inbox.Done(hint.EventId, ProblemOf(hint, other is Heeded.Stranger));
                break;
        }
    }

    private async Task<Heeded> Ask(KeptHint hint)
    {
        try
        {
            // Balances, payouts, customers: nothing of ours.
            if (hint is { PaymentId: null, Reference: null }) return new Heeded.Settled();
            var known = hint.PaymentId is { } payment ? await inbox.ReferenceOf(payment) : null;
            return (hint.Reference ?? known) is { } reference
                && owners.FirstOrDefault(owner => owner.Owns(reference)) is { } owner
                    ? await owner.Heed(new(hint.Kind, reference, hint.PaymentId, hint.RefundId))
                    : new Heeded.Stranger();
        }
        catch (Exception failure)
        {
            LogFailed(logger, hint.EventId, failure.GetType().Name);
            return new Heeded.Later(null);
        }
    }

    private static FoundProblem ProblemOf(KeptHint hint, bool isStranger)
    {
        var about = hint.PaymentId ?? hint.Reference ?? hint.EventId;
        return isStranger
            ? new(
                $"payment/{about}/unknown-here",
                $"The gateway tells of {about} ({hint.Kind}, event {hint.EventId}), and for three days nothing here "
                    + "knew of it. If it is this shop's, cancel it or give it back at the gateway; if it is another's, "
                    + "nothing is to be done.",
                null)
            : new(
                $"payment/{about}/unasked",
                $"The gateway hinted at {about} ({hint.Kind}, event {hint.EventId}), and for three days it could not "
                    + "be asked about it. Compare the order with the gateway.",
                hint.Reference?.Split('/')[0]);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The hint {Event} is tried again later: {Why}")]
    private static partial void LogLater(ILogger logger, string @event, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The hint {Event} could not be heeded: {Kind}")]
    private static partial void LogFailed(ILogger logger, string @event, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "The gateway's inbox could not be read or marked: {Kind}")]
    private static partial void LogInboxFailed(ILogger logger, string kind);
}
