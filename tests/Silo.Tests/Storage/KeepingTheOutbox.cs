using Commerce.Kit;
using Commerce.Silo.Storage;
using Dapper;

namespace Commerce.Silo.Tests.Storage;

public sealed class KeepingTheOutbox(Databases databases)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(Note.At + 10);

    [Theory, OnBothDatabases]
    public async Task Leases_a_message_to_one_taker_for_a_minute(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        var outbox =
            new OutboxTable(store.Database, store.Clock, new() { Address = new DatabaseAddress.Sqlite("unused") });
        var mail = Assert.Single(await outbox.Lease(Now, 10, Test.Stop));
        Assert.Equal(
            ("order-a.b.1.0", "mail", "note-written", "ada@shop.example", 0),
            (mail.Id, mail.Kind, mail.Template, mail.To, mail.Attempts));
        Assert.Equal("Ada \"A\" Łęcka 🎈", mail.Values["name"]);
        Assert.Equal(Note.At, mail.CreatedAt.ToUnixTimeMilliseconds());
        Assert.Empty(await outbox.Lease(Now.AddSeconds(59), 10, Test.Stop));
        Assert.Single(await outbox.Lease(Now.AddSeconds(60), 10, Test.Stop));
    }

    [Theory, OnBothDatabases]
    public async Task Forgets_nothing_of_what_was_sent_but_its_body_after_thirty_days(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        var outbox =
            new OutboxTable(store.Database, store.Clock, new() { Address = new DatabaseAddress.Sqlite("unused") });
        var mail = Assert.Single(await outbox.Lease(Now, 10, Test.Stop));
        await outbox.Sent([mail.Id], Now, Test.Stop);
        Assert.Empty(await outbox.Lease(Now.AddDays(1), 10, Test.Stop));

        store.Clock.SetUtcNow(Now.AddDays(30));
        await new PruneJob(store.Database, store.Clock).Run();
        Assert.Contains("ada@", Assert.Single(await Tables.Dump(store.Database, "outbox")), StringComparison.Ordinal);
        store.Clock.SetUtcNow(Now.AddDays(30).AddMilliseconds(1));
        await new PruneJob(store.Database, store.Clock).Run();
        Assert.Contains(
            "template=note-written recipient=null content=null",
            Assert.Single(await Tables.Dump(store.Database, "outbox")),
            StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Tries_again_when_it_is_told_to(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        var outbox =
            new OutboxTable(store.Database, store.Clock, new() { Address = new DatabaseAddress.Sqlite("unused") });
        var mail = Assert.Single(await outbox.Lease(Now, 10, Test.Stop));
        await outbox.Failed(mail.Id, "no route", Now.AddSeconds(5), Test.Stop);
        Assert.Empty(await outbox.Lease(Now.AddSeconds(4), 10, Test.Stop));
        Assert.Single(await outbox.Lease(Now.AddSeconds(5), 10, Test.Stop));
        Assert.Empty(await Tables.Dump(store.Database, "problems"));
    }

    /// <summary>X-09: a batch that is cut short, or a stop, must not shorten the three days in which a mail is
    /// tried.</summary>
    [Theory, OnBothDatabases]
    public async Task Counts_what_was_tried_and_not_what_was_only_taken(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        var outbox =
            new OutboxTable(store.Database, store.Clock, new() { Address = new DatabaseAddress.Sqlite("unused") });
        var at = Now;
        for (var taken = 0; taken < 3; taken++, at = at.AddMinutes(1))
            Assert.Equal(0, Assert.Single(await outbox.Lease(at, 10, Test.Stop)).Attempts);

        await outbox.Failed("order-a.b.1.0", "no route", at, Test.Stop);
        Assert.Equal(1, Assert.Single(await outbox.Lease(at, 10, Test.Stop)).Attempts);
        Assert.Equal(1, Assert.Single(await outbox.Lease(at.AddMinutes(1), 10, Test.Stop)).Attempts);
        await outbox.Sent(["order-a.b.1.0"], at, Test.Stop);
        Assert.Contains(
            "attempts=2 ", Assert.Single(await Tables.Dump(store.Database, "outbox")), StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Tells_a_person_when_a_message_is_given_up(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        var outbox =
            new OutboxTable(store.Database, store.Clock, new() { Address = new DatabaseAddress.Sqlite("unused") });
        var mail = Assert.Single(await outbox.Lease(Now, 10, Test.Stop));
        await outbox.Failed(mail.Id, "no such mailbox", null, Test.Stop);
        Assert.Empty(await outbox.Lease(Now.AddDays(1), 10, Test.Stop));
        var problem = Assert.Single(await Tables.Dump(store.Database, "problems"));
        Assert.Contains("key=outbox/order-a.b.1.0 ", problem, StringComparison.Ordinal);
        Assert.Contains("order_id=order-a.b ", problem, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Calls_the_pump_for_a_write_that_sends_and_for_no_other(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await store.Write(Note.Envelope("note-1") with { Events = [Note.Happened()] });
        var called = store.Signal.Wait(TimeSpan.FromHours(1), store.Clock, Test.Stop);
        Assert.False(called.IsCompleted);
        await store.Write(
            Note.Envelope("note-2") with { Events = [Note.Happened()], Outgoing = [Note.Mail()] });
        await called;
    }

    /// <summary>Several processes look at once.</summary>
    [Fact]
    public async Task Leases_nothing_that_another_is_about_to_lease()
    {
        await using var store = await StoreUnderTest.New(databases, DatabaseKind.Postgres);
        foreach (var id in (string[])["note-1", "note-2", "note-3"])
            await store.Write(Note.Envelope(id) with { Events = [Note.Happened()], Outgoing = [Note.Mail()] });
        var outbox =
            new OutboxTable(store.Database, store.Clock, new() { Address = new DatabaseAddress.Sqlite("unused") });
        var mails = await store.Database.Change(
            async connection =>
            {
                var other = await connection.QueryAsync<string>(
                    OutboxTable.LeaseInPostgres, new { now = Note.At + 10, until = Note.At + 60_000, most = 2 });
                var mine = await outbox.Lease(Now, 10, Test.Stop);
                Assert.Single(mine);
                return (string[])[.. other, .. mine.Select(mail => mail.Id.Split('.')[0])];
            },
            Test.Stop);
        Assert.Equal(["note-1", "note-2", "note-3"], mails.Order(StringComparer.Ordinal));
        Assert.Empty(await outbox.Lease(Now, 10, Test.Stop));
    }

    /// <summary>The mails that were ever sent are many.</summary>
    [Fact]
    public async Task Takes_what_is_due_without_walking_over_what_was_sent()
    {
        await using var store = await StoreUnderTest.New(databases, DatabaseKind.Postgres);
        await store.Database.Change(
            connection => connection.ExecuteAsync("""
                insert into outbox (entity, id, version, n, kind, template, created_at, next_at, sent_at)
                select 'order', 'order-' || x, 1, 0, 'mail', 'note-written', x, case when x > 5000 then x end,
                    case when x <= 5000 then x end
                from generate_series(1, 5200) x;
                analyze outbox
                """),
            Test.Stop);
        var plan = await store.PlanOf(OutboxTable.LeaseInPostgres, new { now = 6_000L, until = 7_000L, most = 50 });
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.Contains("outbox_next", plan, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Forgets_whom_a_message_was_for_that_was_given_up(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        var outbox =
            new OutboxTable(store.Database, store.Clock, new() { Address = new DatabaseAddress.Sqlite("unused") });
        var mail = Assert.Single(await outbox.Lease(Now, 10, Test.Stop));
        store.Clock.SetUtcNow(Now.AddDays(40));
        await new PruneJob(store.Database, store.Clock).Run();
        Assert.Contains("ada@", Assert.Single(await Tables.Dump(store.Database, "outbox")), StringComparison.Ordinal);
        await outbox.Failed(mail.Id, "no such mailbox", null, Test.Stop);
        await new PruneJob(store.Database, store.Clock).Run();
        Assert.Contains(
            "template=note-written recipient=null content=null",
            Assert.Single(await Tables.Dump(store.Database, "outbox")),
            StringComparison.Ordinal);
    }

    private async Task<StoreUnderTest> Filled(DatabaseKind kind)
    {
        var store = await StoreUnderTest.New(databases, kind);
        await store.Write(Note.Envelope("order-a.b") with { Events = [Note.Happened()], Outgoing = [Note.Mail()] });
        return store;
    }
}
