using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Commerce.Embedded;

/// <summary>Reminds grains of what the reminder table holds.</summary>
internal sealed class ReminderClock(Engine engine, IReminderTable table, IOptions<ReminderOptions> options)
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), ReminderAlarm> alarms = [];
    private Task? opened;
    private bool stopped;

    public int Count => alarms.Count;

    public async Task Start(CancellationToken stop)
    {
        await OpenTable(stop);
        foreach (var entry in (await table.ReadRows(0, 0)).Reminders) Set(entry);
    }

    /// <summary>Reminds nobody any more.</summary>
    public void Silence()
    {
        stopped = true;
        foreach (var alarm in alarms.Values) alarm.Dispose();
        alarms.Clear();
    }

    /// <summary>No grain lives that could change a reminder.</summary>
    public Task Stop(CancellationToken stop) => table.StopAsync(stop);

    public async Task<IGrainReminder> Register(GrainId grain, string name, TimeSpan due, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(due, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException(
                $"The period of reminder {name} is {period}, less than {options.Value.MinimumReminderPeriod}.");
        }

        var entry = new ReminderEntry
        {
            GrainId = grain,
            ReminderName = name,
            StartAt = engine.Clock.GetUtcNow().UtcDateTime + due,
            Period = period,
        };
        await OpenTable(default);
        entry.ETag = await table.UpsertRow(entry);
        Set(entry);
        return new GrainReminder(name, entry.ETag);
    }

    public async Task Unregister(GrainId grain, IGrainReminder reminder)
    {
        var etag = (reminder as GrainReminder)?.ETag ?? "";
        if (!await table.RemoveRow(grain, reminder.ReminderName, etag))
            throw new ReminderException($"There is no reminder {reminder.ReminderName} of {grain} any more.");
        if (alarms.TryRemove((grain, reminder.ReminderName), out var alarm)) alarm.Dispose();
    }

    public async Task<IGrainReminder?> Find(GrainId grain, string name) =>
        await table.ReadRow(grain, name) is { } entry ? new GrainReminder(name, entry.ETag) : null;

    public async Task<List<IGrainReminder>> FindAll(GrainId grain) =>
        [.. (await table.ReadRows(grain)).Reminders.Select(row => new GrainReminder(row.ReminderName, row.ETag))];

    private Task OpenTable(CancellationToken stop)
    {
        lock (alarms) return opened ??= table.StartAsync(stop);
    }

    private void Set(ReminderEntry entry)
    {
        if (stopped) return;
        var alarm = new ReminderAlarm(engine, entry);
        alarms.AddOrUpdate((entry.GrainId, entry.ReminderName), alarm, (_, old) =>
        {
            old.Dispose();
            return alarm;
        });
        alarm.Arm();
    }

    private sealed record GrainReminder(string ReminderName, string? ETag) : IGrainReminder;
}
