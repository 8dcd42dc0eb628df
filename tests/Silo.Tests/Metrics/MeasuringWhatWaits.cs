using System.Data.Common;
using System.Diagnostics.Metrics;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Metrics;
using Commerce.Silo.Storage;
using Commerce.Silo.Tests.Storage;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commerce.Silo.Tests.Metrics;

/// <summary>What an operator's alarms are about.</summary>
public sealed class MeasuringWhatWaits(Databases databases)
{
    [Theory, OnBothDatabases]
    public async Task Counts_what_waits_and_since_when(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var now = store.Clock.GetUtcNow();
        await store.Write(Due("note-1", now));
        await store.Write(Due("note-2", now.AddSeconds(20)));
        await store.Write(Due("note-3", now.AddSeconds(91)));
        await store.Write(Note.Envelope("note-4") with
        {
            Events = [Note.Happened(at: now.ToUnixTimeMilliseconds())],
            Outgoing = [Note.Mail()],
        });
        await Received(store, "evt_1", now.AddSeconds(30), next: now.AddSeconds(31));
        await Received(store, "evt_2", now, next: null);
        store.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(
            [
                "commerce.due.backlog 2", "commerce.due.delay 90", "commerce.inbox.backlog 1",
                "commerce.inbox.delay 59", "commerce.outbox.backlog 1", "commerce.outbox.delay 90",
            ],
            await Measured(store));
    }

    [Theory, OnBothDatabases]
    public async Task Counts_open_problems_by_what_they_are_about(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        string[] keys =
        [
            "payment/pi_1/silent", "payment/pi_2/silent", "certificate-7/rejected", "due/order/order-7",
            "outbox/order-7.3.0", "shipment/7/unpaid", "certificate-7/unknown-to/order-7",
            "promise/order-7/1/stock-atlas",
            "certificate-7/reinstated-beyond-use/order-7/1/return-1", "claims-ada/1772000000000/3", "nothing",
        ];
        foreach (var key in keys) await Found(store, key);
        await store.Database.Change(
            connection => connection.ExecuteAsync(
                "update problems set resolved_at = 1 where key = 'shipment/7/unpaid'"),
            Test.Stop);
        Assert.Equal(
            [
                "commerce.problems.open about=certificate kind=reinstated-beyond-use 1",
                "commerce.problems.open about=certificate kind=rejected 1",
                "commerce.problems.open about=certificate kind=unknown-to 1",
                "commerce.problems.open about=claims kind=other 1", "commerce.problems.open about=due kind=other 1",
                "commerce.problems.open about=nothing kind=other 1",
                "commerce.problems.open about=outbox kind=other 1",
                "commerce.problems.open about=payment kind=silent 2",
                "commerce.problems.open about=promise kind=other 1",
            ],
            (await Measured(store)).Where(line => line.Contains("problems", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Tells_apart_what_the_operators_are_told_of()
    {
        var page = await File.ReadAllTextAsync(Repository.At("docs", "operating.md"), Test.Stop);
        Assert.All(Backlog.Kinds, kind => Assert.Matches($"\\| `[^|]*/{kind}[/`]", page));
    }

    [Fact]
    public async Task Says_nothing_while_the_database_does_not_answer()
    {
        await using var store = await StoreUnderTest.New(databases, DatabaseKind.Sqlite);
        await using var database = new Interrupted(store.Database);
        using var meter = new BacklogMeter(database, store.Clock, NullLogger<BacklogMeter>.Instance);
        await meter.Look(Test.Stop);
        Assert.Equal(6, Said(meter).Count);
        database.IsGone = true;
        await meter.Look(Test.Stop);
        Assert.Empty(Said(meter));
    }

    [Fact]
    public void Writes_nothing_that_an_instrument_does_not_say_any_more()
    {
        using var meter = new Meter("Commerce.MeasuringWhatWaits");
        List<Measurement<long>> said = [new(7)];
        meter.CreateObservableGauge("tests.said", () => said);
        var kept = meter.CreateGauge<long>("tests.kept");
        using var metrics = new MetricsText();
        kept.Record(3);
        Assert.Contains("\ntests_said 7\n", metrics.Write(), StringComparison.Ordinal);
        said.Clear();
        var text = metrics.Write();
        Assert.DoesNotContain("tests_said 7", text, StringComparison.Ordinal);
        Assert.Contains("\ntests_kept 3\n", text, StringComparison.Ordinal);
    }

    private static Stored<NoteState, NoteEvent> Due(string id, DateTimeOffset at) =>
        Note.Envelope(id) with { Due = new(at.ToUnixTimeMilliseconds()) };

    private static Task<int> Received(StoreUnderTest store, string id, DateTimeOffset at, DateTimeOffset? next) =>
        store.Database.Change(
            connection => connection.ExecuteAsync(
                "insert into gateway_inbox (event_id, kind, received_at, next_at) values (@id, 'k', @at, @next)",
                new { id, at = at.ToUnixTimeMilliseconds(), next = next?.ToUnixTimeMilliseconds() }),
            Test.Stop);

    private static Task<int> Found(StoreUnderTest store, string key) => store.Database.Change(
        connection => ProblemTable.Add(connection, new(key, "details", null), store.Clock.GetUtcNow()), Test.Stop);

    private static async Task<List<string>> Measured(StoreUnderTest store)
    {
        using var meter = new BacklogMeter(store.Database, store.Clock, NullLogger<BacklogMeter>.Instance);
        await meter.Look(Test.Stop);
        return Said(meter);
    }

    // Of this meter alone: other tests measure at the same time.
    private static List<string> Said(BacklogMeter meter)
    {
        List<string> said = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter == meter.Meter) own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        said.Sort(StringComparer.Ordinal);
        return said;

        void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}"));
            said.Add(FormattableString.Invariant($"{instrument.Name}{labels} {value}"));
        }
    }

    private sealed class Interrupted(IDatabase database) : IDatabase
    {
        public bool IsGone { get; set; }

        public bool IsPostgres => database.IsPostgres;

        public IRowStore Rows => database.Rows;

        public Task Start(CancellationToken stop) => database.Start(stop);

        public Task<T> Read<T>(Func<DbConnection, Task<T>> query, CancellationToken stop) =>
            IsGone ? throw new StoreUnavailableException() : database.Read(query, stop);

        public Task<T> Change<T>(Func<DbConnection, Task<T>> change, CancellationToken stop) =>
            database.Change(change, stop);

        public Task<T> ChangeAtOnce<T>(Func<DbConnection, Task<T>> statement, CancellationToken stop) =>
            database.ChangeAtOnce(statement, stop);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
