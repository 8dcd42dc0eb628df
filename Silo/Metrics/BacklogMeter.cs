using System.Diagnostics.Metrics;
using Commerce.Grains.Kernel;
using Commerce.Silo.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Commerce.Silo.Metrics;

/// <summary>Measures what waits, four times a minute. While the database does not answer, nothing is said of
/// it.</summary>
internal sealed partial class BacklogMeter : BackgroundService
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Commerce.Backlog";

    /// <summary>How often the database is asked.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    private readonly Meter meter = new(MeterName);
    private readonly IDatabase database;
    private readonly TimeProvider clock;
    private readonly ILogger<BacklogMeter> log;
    private Backlog? latest;

    public BacklogMeter(IDatabase database, TimeProvider clock, ILogger<BacklogMeter> log)
    {
        (this.database, this.clock, this.log) = (database, clock, log);
        Measure("commerce.due", "{entity}", "Entities whose time to be looked at has come", seen => seen.Due);
        Measure("commerce.outbox", "{mail}", "Mails that have not left", seen => seen.Outbox);
        Measure("commerce.inbox", "{event}", "Events of the gateway that nobody has heeded", seen => seen.Inbox);
        meter.CreateObservableGauge(
            "commerce.problems.open", Problems, "{problem}", "Problems that wait for a person");
    }

    /// <summary>What says it.</summary>
    public Meter Meter => meter;

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    /// <summary>Asks the database once.</summary>
    public async Task Look(CancellationToken stop)
    {
        try
        {
            latest = await Backlog.Read(database, clock.GetUtcNow(), stop);
        }
        catch (StoreUnavailableException)
        {
            latest = null;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            // A shop goes on selling, whatever is wrong with its measures.
            Failed(log, failure);
            latest = null;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do await Look(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Measure(string name, string unit, string about, Func<Backlog, Backlog.Queue> queue)
    {
        meter.CreateObservableGauge(
            name + ".backlog", () => Said(seen => queue(seen).Count), unit, about);
        meter.CreateObservableGauge(
            name + ".delay", () => Said(seen => queue(seen).DelayAt(clock.GetUtcNow())), "s",
            $"{about}: how late the first of them is");
    }

    private IEnumerable<Measurement<T>> Said<T>(Func<Backlog, T> value) where T : struct =>
        latest is { } seen ? [new(value(seen))] : [];

    private IEnumerable<Measurement<long>> Problems() => latest is { } seen
        ? seen.Problems.Select(one => new Measurement<long>(
            one.Count,
            new KeyValuePair<string, object?>("about", one.About),
            new KeyValuePair<string, object?>("kind", one.Kind)))
        : [];

    [LoggerMessage(Level = LogLevel.Error, Message = "What waits could not be measured")]
    private static partial void Failed(ILogger logger, Exception failure);
}
