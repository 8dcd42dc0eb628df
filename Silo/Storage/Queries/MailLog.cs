using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Dapper;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Reads the outbox as staff see it: what was sent, what waits, what was given up.</summary>
internal sealed class MailLog(IDatabase database, IMailWordings wordings, ShopSettings shop)
{
    // Whoever has the link pays by it: it is its buyer's alone.
    private const string PaymentLink = "payment_link_here";

    // Lists go on by a column and 'entity_id'; an index holds both.
    private const string Columns = """
        owner as Owner, template as Template, recipient as Recipient, content as Content, created_at as CreatedAt,
        sent_at as SentAt, next_at as NextAt, attempts as Attempts, error as Error
        from (
            select id || '.' || cast(version as text) || '.' || cast(n as text) as entity_id, id as owner, version, n,
                template, recipient, cast(content as text) as content, created_at, sent_at, next_at, attempts, error
            from outbox) m
        """;

    private const string OneSql =
        "select entity_id as Id, " + Columns + " where owner = @owner and version = @version and n = @n";

    // Whoever was given a certificate is known when it is claimed.
    private const string OfACustomer = """
        owner in (
            select entity_id from orders where customer_id = @customer
            union all select entity_id from certificates where purchased_by = @customer
            union all select entity_id from certificates where owner_id = @customer)
        """;

    internal static readonly KeysetList<Row, MailEntry> Mails = new("mails", Columns,
    [
        new("-created", "created_at", Descending: true, IsNumber: true),
        new("created", "created_at", Descending: false, IsNumber: true),
    ], Show);

    public Task<Outcome<Page<MailEntry>>> List(MailFilter filter, PageRequest page) =>
        Mails.Read(database, Query(filter), page);

    public async Task<Outcome<MailView>> View(MailId id)
    {
        if (OutboxKey.Read(id.Value) is not { } key) return new NotFound("mail");
        var values = new { owner = key.Entity, version = key.Version, n = key.N };
        var row = await database.Read(connection => connection.QueryFirstOrDefaultAsync<Row>(OneSql, values));
        if (row is null) return new NotFound("mail");
        var words = await WordsOf(row);
        return new Outcome<MailView>.Done(new(Show(row), words?.Subject, words?.Text));
    }

    internal static Keyset Query(MailFilter filter)
    {
        var query = new Keyset(filter);
        if (filter.Status == MailStatus.Waiting) query.Where("sent_at is null and next_at is not null");
        if (filter.Status == MailStatus.Failed) query.Where("sent_at is null and next_at is null");
        if (filter.Status == MailStatus.Sent) query.Where("sent_at is not null");
        if (filter.Owner is { } owner) query.Where("owner = @owner", "owner", owner);
        if (filter.Customer is { } customer) query.Where(OfACustomer, "customer", customer.Value);
        if (filter.Template is { } template) query.Where("template = @template", "template", template);
        if (filter.From is { } from) query.Where("created_at >= @from", "from", from.ToUnixTimeMilliseconds());
        if (filter.To is { } to) query.Where("created_at < @to", "to", to.ToUnixTimeMilliseconds());
        return query;
    }

    private async Task<MailText?> WordsOf(Row row)
    {
        if (row.Content is not { } content
            || await wordings.Of(row.Template, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt)) is not { } known)
            return null;
        var values = JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(
            content, KernelJson.Options)!;
        if (values.ContainsKey(PaymentLink)) values = values.SetItem(PaymentLink, "…");
        try
        {
            return MailText.Of(known, values, shop);
        }
        catch (MailValueMissingException)
        {
            return null;
        }
    }

    private static MailEntry Show(Row row) => new(
        MailId.Of(row.Id),
        row.Owner,
        row.Template,
        row.Recipient,
        row.SentAt is not null ? MailStatus.Sent : row.NextAt is not null ? MailStatus.Waiting : MailStatus.Failed,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
        Time(row.SentAt),
        Time(row.NextAt),
        row.Attempts,
        row.Error);

    private static DateTimeOffset? Time(long? at) =>
        at is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;

    internal sealed class Row : KeysetRow
    {
        public string Owner { get; init; } = "";

        public string Template { get; init; } = "";

        public string? Recipient { get; init; }

        public string? Content { get; init; }

        public long CreatedAt { get; init; }

        public long? SentAt { get; init; }

        public long? NextAt { get; init; }

        public int Attempts { get; init; }

        public string? Error { get; init; }
    }
}
