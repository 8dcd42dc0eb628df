using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace Commerce.Embedded;

/// <summary>Reminders that end with the process.</summary>
internal sealed class MemoryReminderTable : IReminderTable
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), ReminderEntry> rows = [];
    private long version;

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Rows(row => row.GrainId == grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Rows(row =>
        row.GrainId.GetUniformHashCode() is var hash
        && (begin < end ? hash > begin && hash <= end : hash > begin || hash <= end));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        Task.FromResult(rows.GetValueOrDefault((grainId, reminderName)));

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        entry.ETag = $"{Interlocked.Increment(ref version)}";
        rows[(entry.GrainId, entry.ReminderName)] = entry;
        return Task.FromResult<string?>(entry.ETag);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => Task.FromResult(
        rows.TryGetValue((grainId, reminderName), out var row) && row.ETag == eTag
        && rows.TryRemove(new((grainId, reminderName), row)));

    public Task TestOnlyClearTable()
    {
        rows.Clear();
        return Task.CompletedTask;
    }

    private Task<ReminderTableData> Rows(Func<ReminderEntry, bool> wanted) =>
        Task.FromResult(new ReminderTableData(rows.Values.Where(wanted)));
}
