using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Silo.Storage;

namespace Commerce.Simulation.Store;

/// <summary>The table <c>outbox</c> in memory.</summary>
internal sealed class Outbox(ISet<string> problems) : IOutboxTable
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Row> rows = [];
    private readonly List<Row> open = [];

    /// <summary>How many mails there ever were.</summary>
    public int Count => rows.Count;

    /// <summary>Messages that are still to be sent.</summary>
    public int Open => open.Count;

    /// <summary>When one can be sent next, in milliseconds; null: none is left.</summary>
    public long? NextAt => open.Count == 0 ? null : open.Min(row => Math.Max(row.NextAt!.Value, row.LeasedUntil ?? 0));

    /// <summary>Whether a message was sent or given up; null: there is none of that id.</summary>
    public bool? IsOver(string id) => rows.TryGetValue(id, out var row) ? row.NextAt is null : null;

    /// <summary>Copies what one write sends; the same write again changes nothing.</summary>
    public void Add(string id, long version, ImmutableArray<Outgoing> outgoing, DateTimeOffset at)
    {
        for (var place = 0; place < outgoing.Length; place++)
        {
            var one = outgoing[place];
            var name = string.Create(CultureInfo.InvariantCulture, $"{id}.{version}.{place}");
            var row = new Row(new(name, one.Kind, one.Template, one.To, one.Values, 0, at))
            {
                NextAt = at.ToUnixTimeMilliseconds(),
            };
            if (rows.TryAdd(name, row)) open.Add(row);
        }
    }

    public async Task<ImmutableArray<OutboxMessage>> Lease(DateTimeOffset now, int most, CancellationToken stop)
    {
        var at = now.ToUnixTimeMilliseconds();
        List<Row> due = [.. open.Where(row => row.NextAt <= at && (row.LeasedUntil ?? 0) <= at)
            .OrderBy(row => row.NextAt).ThenBy(row => row.Message.Id, StringComparer.Ordinal).Take(most)];
        foreach (var row in due) row.LeasedUntil = (now + LeaseTime).ToUnixTimeMilliseconds();
        await Task.Yield();
        return [.. due.Select(row => row.Message with { Attempts = row.Tries })];
    }

    public async Task Sent(ImmutableArray<string> ids, DateTimeOffset at, CancellationToken stop)
    {
        await Task.Yield();
        foreach (var id in ids) Close(rows[id]);
    }

    public async Task Failed(string id, string error, DateTimeOffset? again, CancellationToken stop)
    {
        await Task.Yield();
        var row = rows[id];
        row.Tries++;
        row.LeasedUntil = null;
        if (again is { } next) row.NextAt = next.ToUnixTimeMilliseconds();
        else
        {
            Close(row);
            problems.Add($"outbox/{id}");
        }
    }

    private void Close(Row row)
    {
        row.NextAt = row.LeasedUntil = null;
        open.Remove(row);
    }

    private sealed class Row(OutboxMessage message)
    {
        public OutboxMessage Message => message;

        public long? NextAt { get; set; }

        public long? LeasedUntil { get; set; }

        public int Tries { get; set; }
    }
}
