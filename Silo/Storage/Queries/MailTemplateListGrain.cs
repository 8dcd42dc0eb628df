using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Dapper;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Lists mail templates: those that staff wrote, and the automatic mails that they never changed.</summary>
[StatelessWorker, Reentrant, GrainType("mail-template-list")]
internal sealed class MailTemplateListGrain(IDatabase database) : Grain, IMailTemplateListGrain
{
    private const string Name = "mail-templates number";

    private const string Columns = """
        number as Number, title as Title, subject as Subject, changed_at as ChangedAt
        from mail_templates
        """;

    private static readonly Sort ByNumber = new("number", "number", Descending: false, IsNumber: true);

    public async Task<Outcome<Page<MailTemplateEntry>>> List(PageRequest page)
    {
        if ((page.Sort ?? ByNumber.Name) != ByNumber.Name) return new SortUnknown([ByNumber.Name]);
        var query = new Keyset("");
        ImmutableArray<string> place = [];
        if (page.Cursor is { } cursor
            && !(Cursor.TryRead(cursor, Name, query.Filter, out place) && query.After(ByNumber, place)))
            return new CursorInvalid();
        var limit = Pages.LimitOf(page);
        var sql = query.Sql(Columns, ByNumber, limit);
        var rows = await database.Read(
            async connection => (await connection.QueryAsync<Row>(sql, query.Values)).AsList());
        var after = place.IsEmpty ? 0 : long.Parse(place[0], CultureInfo.InvariantCulture);
        return Pages.Cut(
            [.. rows.Concat(await Unwritten(after)).OrderBy(row => row.Number)],
            limit,
            Show,
            row => Cursor.After(Name, query.Filter, row.Number.ToString(CultureInfo.InvariantCulture), row.Id));
    }

    // Their numbers are below all others, so they are on the first pages, however many follow.
    private async Task<IEnumerable<Row>> Unwritten(long after)
    {
        var wanted = MailTemplates.Automatic.Where(template => template.Number > after).ToList();
        if (wanted.Count == 0) return [];
        var written = await database.Read(async connection => (await connection.QueryAsync<long>(
            "select number from mail_templates where number <= @most",
            new { most = MailTemplates.Automatic.Length })).ToHashSet());
        return wanted.Where(template => !written.Contains(template.Number)).Select(template => new Row
        {
            Id = template.Id.Value,
            Number = template.Number,
            Title = template.Title,
            Subject = template.Subject,
        });
    }

    private static MailTemplateEntry Show(Row row) => new(
        MailTemplateId.Of(row.Id),
        row.Number,
        row.Title,
        row.Subject,
        row.ChangedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);

    private sealed class Row : KeysetRow
    {
        public long Number { get; init; }

        public string Title { get; init; } = "";

        public string Subject { get; init; } = "";

        public long? ChangedAt { get; init; }
    }
}
