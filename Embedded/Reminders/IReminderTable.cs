using Orleans.Runtime;

namespace Orleans;

/// <summary>Keeps reminders over restarts.</summary>
public interface IReminderTable
{
    /// <summary>Called once, before all others.</summary>
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>The reminders of one grain.</summary>
    Task<ReminderTableData> ReadRows(GrainId grainId);

    /// <inheritdoc cref="ReadRows(GrainId)"/>
    Task<ReminderTableData> ReadRows(GrainId grainId, CancellationToken cancellationToken) => ReadRows(grainId);

    /// <summary>The reminders whose grain's hash is in (begin, end]; all of them if both are equal.</summary>
    Task<ReminderTableData> ReadRows(uint begin, uint end);

    /// <summary>One reminder, if it is there.</summary>
    Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName);

    /// <summary>Adds or replaces a reminder; answers its new version.</summary>
    Task<string?> UpsertRow(ReminderEntry entry);

    /// <summary>Removes a reminder of that version; tells whether it was there.</summary>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

    /// <summary>Removes all reminders.</summary>
    Task TestOnlyClearTable();

    /// <summary>Called once, after all others.</summary>
    Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}

/// <summary>Some reminders.</summary>
public sealed class ReminderTableData(IEnumerable<ReminderEntry> list)
{
    /// <summary>No reminder.</summary>
    public ReminderTableData() : this([])
    {
    }

    /// <summary>One reminder.</summary>
    public ReminderTableData(ReminderEntry entry) : this([entry])
    {
    }

    /// <summary>The reminders.</summary>
    public IList<ReminderEntry> Reminders { get; } = [.. list];
}

/// <summary>One reminder as it is kept.</summary>
public sealed class ReminderEntry
{
    /// <summary>Who is reminded.</summary>
    public GrainId GrainId { get; set; }

    /// <summary>Its name, unique in its grain.</summary>
    public string ReminderName { get; set; } = "";

    /// <summary>When it is to tick first.</summary>
    public DateTime StartAt { get; set; }

    /// <summary>How often it ticks.</summary>
    public TimeSpan Period { get; set; }

    /// <summary>Its version.</summary>
    public string? ETag { get; set; }

    /// <summary>Who, what and how often.</summary>
    public override string ToString() => $"<GrainId={GrainId} ReminderName={ReminderName} Period={Period}>";
}
