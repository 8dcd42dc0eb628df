using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Commerce.Kit;
using Commerce.Silo.Storage;
using Commerce.Silo.Storage.Queries;
using Commerce.Silo.Tests.Gateways;
using Dapper;

namespace Commerce.Silo.Tests.Storage;

/// <summary>X-09, EML-13, P-02: what was sent, what waits, and what was given up.</summary>
public sealed class ListingMails(Databases databases)
{
    private static readonly ShopSettings Shop = new() { Name = "Store" };

    [Theory, OnBothDatabases]
    public async Task Finds_them_by_what_caused_them_and_by_time(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        Assert.Equal(
            ["order-3.1.0", "certificate-7.1.1", "certificate-7.1.0", "order-2.1.0", "order-1.2.0", "order-1.1.0"],
            await Found(store, new()));
        Assert.Equal(["order-1.2.0", "order-1.1.0"], await Found(store, new(Owner: "order-1")));
        Assert.Equal(["certificate-7.1.1", "certificate-7.1.0"], await Found(store, new(Owner: "certificate-7")));
        Assert.Equal(["order-1.2.0"], await Found(store, new(Template: "payment-wanted")));
        Assert.Equal(
            ["certificate-7.1.1", "certificate-7.1.0", "order-2.1.0"],
            await Found(store, new(From: At(3), To: At(5))));
    }

    [Theory, OnBothDatabases]
    public async Task Finds_those_about_a_customers_orders_and_certificates(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        Assert.Equal(["order-1.2.0", "order-1.1.0"], await Found(store, new(Customer: CustomerId.Of("ada"))));
        Assert.Equal(
            ["certificate-7.1.1", "certificate-7.1.0", "order-2.1.0"],
            await Found(store, new(Customer: CustomerId.Of("bob"))));
        Assert.Equal(
            ["certificate-7.1.1", "certificate-7.1.0"], await Found(store, new(Customer: CustomerId.Of("eve"))));
        Assert.Empty(await Found(store, new(Customer: CustomerId.Of("nobody"))));
    }

    [Theory, OnBothDatabases]
    public async Task Tells_what_left_from_what_waits_and_what_was_given_up(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        var outbox = Outbox(store);
        await outbox.Lease(At(9), 10, Test.Stop);
        await outbox.Sent(["order-1.1.0", "certificate-7.1.1"], At(9), Test.Stop);
        await outbox.Failed("order-1.2.0", "no route", At(10), Test.Stop);
        await outbox.Failed("order-2.1.0", "no such mailbox", null, Test.Stop);

        Assert.Equal(["certificate-7.1.1", "order-1.1.0"], await Found(store, new(MailStatus.Sent)));
        Assert.Equal(["order-2.1.0"], await Found(store, new(MailStatus.Failed)));
        Assert.Equal(
            ["order-3.1.0", "certificate-7.1.0", "order-1.2.0"],
            await Found(store, new(MailStatus.Waiting)));
        var all = (await All(store, new())).ToDictionary(mail => mail.Id.Value);
        Assert.Equal((MailStatus.Sent, At(9), null, null), Course(all["order-1.1.0"]));
        Assert.Equal((MailStatus.Waiting, null, At(10), "no route"), Course(all["order-1.2.0"]));
        Assert.Equal((MailStatus.Failed, null, null, "no such mailbox"), Course(all["order-2.1.0"]));
        Assert.Equal(
            ("order-1", "new-order", "ada@shop.example", 1, At(1)),
            (all["order-1.1.0"].Owner, all["order-1.1.0"].Template, all["order-1.1.0"].Recipient,
                all["order-1.1.0"].Attempts, all["order-1.1.0"].CreatedAt));
    }

    [Theory, OnBothDatabases]
    public async Task Shows_what_a_mail_says_as_long_as_that_is_kept(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        await Outbox(store).Sent(["certificate-7.1.0"], At(5), Test.Stop);
        var shown = await Seen(store, "certificate-7.1.0");
        Assert.Equal("A gift certificate for you", shown.Subject);
        Assert.Contains("ada-ABCDEFGHIJ-7", shown.Text, StringComparison.Ordinal);

        store.Clock.SetUtcNow(At(36));
        await new PruneJob(store.Database, store.Clock).Run();
        var later = await Seen(store, "certificate-7.1.0");
        Assert.Equal((null, null, null), (later.Entry.Recipient, later.Subject, later.Text));
        Assert.Equal((MailStatus.Sent, "certificate-given"), (later.Entry.Status, later.Entry.Template));
    }

    [Theory, OnBothDatabases]
    public async Task Shows_no_link_by_which_somebody_pays(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        var shown = await Seen(store, "order-1.2.0");
        Assert.Contains("We could not charge 5.00 USD", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", shown.Text, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Shows_a_mail_that_no_template_can_say(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        Assert.Null((await Seen(store, "order-3.1.0")).Text);
        Assert.Null((await Seen(store, "order-1.1.0")).Text);
    }

    [Theory, OnBothDatabases]
    public async Task Knows_only_mails_that_there_are(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        string[] unknown = ["order-1.3.0", "order-1.1.1", "order-1", "order-1.x.0", "order-1.1.-0", ".1.0", ""];
        foreach (var id in unknown)
        {
            var answer = await Log(store).View(MailId.Of(id));
            Assert.IsType<NotFound>(Assert.IsType<Outcome<MailView>.Refused>(answer).Why);
        }
    }

    [Theory, OnBothDatabases]
    public async Task Walks_an_index_whatever_is_asked(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        var span = new MailFilter(From: At(2), To: At(8));
        Assert.Contains("outbox_created", await Plan(store, span), StringComparison.Ordinal);
        Assert.Contains(
            "outbox_unsent", await Plan(store, span with { Status = MailStatus.Failed }), StringComparison.Ordinal);
        Assert.Contains(
            "outbox_unsent", await Plan(store, span with { Status = MailStatus.Waiting }), StringComparison.Ordinal);
    }

    private static (string, DateTimeOffset?, DateTimeOffset?, string?) Course(MailEntry mail) =>
        (mail.Status, mail.SentAt, mail.NextAt, mail.Error);

    private static async Task<List<MailEntry>> All(StoreUnderTest store, MailFilter filter) =>
        await Lists.All(cursor => Log(store).List(filter, new(1, cursor)));

    private static async Task<List<string>> Found(StoreUnderTest store, MailFilter filter) =>
        [.. (await All(store, filter)).Select(mail => mail.Id.Value)];

    private static async Task<MailView> Seen(StoreUnderTest store, string id) =>
        Assert.IsType<Outcome<MailView>.Done>(await Log(store).View(MailId.Of(id))).Value;

    private static Task<string> Plan(StoreUnderTest store, MailFilter filter)
    {
        var query = MailLog.Query(filter);
        return Lists.Plan(store, query, MailLog.Mails.Statement(query, MailLog.Mails.Sorts[0], null, limit: 50)!);
    }

    private static MailLog Log(StoreUnderTest store) => new(store.Database, new FirstWordings(), Shop);

    private static OutboxTable Outbox(StoreUnderTest store) =>
        new(store.Database, store.Clock, new() { Address = new DatabaseAddress.Sqlite("unused") });

    private async Task<StoreUnderTest> Filled(DatabaseKind kind)
    {
        var store = await StoreUnderTest.New(databases, kind);
        foreach (var number in (int[])[1, 2]) await Lists.Order(store, number, "fulfilled", 1, 100);
        await Write(store, "order-1", 1, day: 1, Mail("new-order"));
        await Write(store, "order-1", 2, day: 2, Mail(
            "payment-wanted", ("amount_here", "5.00 USD"), ("order_id_here", "1"), ("until_date_here", "then"),
            ("payment_link_here", "https://shop.example/pay#secret")));
        await Write(store, "order-2", 1, day: 3, Mail("new-order"));
        await Write(store, "certificate-7", 1, day: 4, Mail(
            "certificate-given", ("certificate_to_here", "Ada"), ("certificate_from_here", "Bob"),
            ("certificate_amount_here", "5.00 USD"), ("certificate_message_here", "Hi"),
            ("claim_check_here", "ada-ABCDEFGHIJ-7"), ("expires_date_here", "then")), Mail("certificate-bought"));
        await Write(store, "order-3", 1, day: 5, Mail("unheard-of"));
        await store.Database.Change(
            async connection =>
            {
                await connection.ExecuteAsync("update orders set customer_id = 'ada' where entity_id = 'order-1'");
                await connection.ExecuteAsync("update orders set customer_id = 'bob' where entity_id = 'order-2'");
                return await connection.ExecuteAsync(
                    """
                    insert into certificates (
                        entity_id, number, kind, status, amount, amount_left, remaining, currency, owner_id,
                        purchased_by, issued_at, expires_at, changed_at)
                    values ('certificate-7', 7, 'purchased', 'authorized', 500, 500, @yes, 'USD', 'eve', 'bob', 1, 2, 1)
                    """,
                    new { yes = true });
            },
            Test.Stop);
        return store;
    }

    private static Task<string?> Write(
        StoreUnderTest store, string id, long version, int day, params Outgoing[] mails) => store.Write(
        Note.Envelope(id, version) with
        {
            Events = [Note.Happened(at: At(day).ToUnixTimeMilliseconds())],
            Outgoing = [.. mails],
        },
        entity: $"{id}/{version}");

    private static Outgoing Mail(string template, params (string Name, string Value)[] values) => new(
        "mail", template, "ada@shop.example",
        values.ToImmutableSortedDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal));

    private static DateTimeOffset At(int day) => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day);
}
