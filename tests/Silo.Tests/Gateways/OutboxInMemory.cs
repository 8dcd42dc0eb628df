using Commerce.Grains.Mails;
using Commerce.Silo.Gateways.Mail;
using Commerce.Silo.Storage;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>An outbox as the database keeps it: leases end after a minute, sent and given-up messages stay.</summary>
internal sealed class OutboxInMemory : IOutboxTable
{
    private readonly Dictionary<string, Row> rows = [];
    private TaskCompletionSource leased = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource marked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Leases { get; private set; }

    public Exception? FailsWith { get; set; }

    public Row this[string id] => rows[id];

    public void Add(OutboxMessage message) => rows[message.Id] = new(message);

    /// <summary>Is done at the next lease.</summary>
    public Task NextLease() => leased.Task;

    /// <summary>Is done when the next message is marked as sent.</summary>
    public Task NextSent() => marked.Task;

    public Task<ImmutableArray<OutboxMessage>> Lease(DateTimeOffset now, int most, CancellationToken stop)
    {
        Leases++;
        Interlocked.Exchange(ref leased, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        if (FailsWith is { } failure) throw failure;
        var due = rows.Values.Where(row => row.Next <= now && (row.LeasedUntil is null || row.LeasedUntil <= now))
            .OrderBy(row => row.Message.Id).Take(most).ToList();
        foreach (var row in due) row.LeasedUntil = now.AddMinutes(1);
        return Task.FromResult(due.Select(row => row.Message with { Attempts = row.Attempts }).ToImmutableArray());
    }

    /// <summary>How many were marked together, each time.</summary>
    public List<int> Marks { get; } = [];

    public Task Sent(ImmutableArray<string> ids, DateTimeOffset at, CancellationToken stop)
    {
        if (FailsWith is { } failure) throw failure;
        Marks.Add(ids.Length);
        foreach (var row in ids.Select(id => rows[id]))
        {
            row.Tried(next: null);
            row.SentAt = at;
        }

        Interlocked.Exchange(ref marked, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        return Task.CompletedTask;
    }

    public Task Failed(string id, string error, DateTimeOffset? again, CancellationToken stop)
    {
        rows[id].Tried(again);
        rows[id].Errors.Add(error);
        return Task.CompletedTask;
    }

    internal sealed class Row(OutboxMessage message)
    {
        public OutboxMessage Message => message;

        public DateTimeOffset? Next { get; private set; } = message.CreatedAt;

        public DateTimeOffset? LeasedUntil { get; set; }

        public int Attempts { get; private set; }

        public DateTimeOffset? SentAt { get; set; }

        public List<string> Errors { get; } = [];

        public void Tried(DateTimeOffset? next) => (Attempts, Next, LeasedUntil) = (Attempts + 1, next, null);
    }
}

/// <summary>Keeps what is sent; does beforehand what a test wants.</summary>
internal sealed class TransportInMemory : IMailTransport
{
    public List<MailMessage> Sent { get; } = [];

    public bool TakesRepeats { get; set; }

    public Func<MailMessage, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public async Task Send(MailMessage message, CancellationToken stop)
    {
        await Before(message, stop);
        Sent.Add(message);
    }
}

/// <summary>The words that mails come with, until staff say something else.</summary>
internal sealed class FirstWordings : IMailWordings
{
    /// <summary>Another subject from a time on.</summary>
    public (DateTimeOffset From, string Subject)? Later { get; set; }

    public Task<MailTemplate?> Of(string name, DateTimeOffset at)
    {
        var template = MailTemplates.Of(name);
        return Task.FromResult(Later is { } later && at >= later.From
            ? template! with { Subject = later.Subject }
            : template);
    }
}
