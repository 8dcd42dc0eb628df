using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Storage;
using Dapper;

namespace Commerce.Silo.Tests.Storage;

public sealed class ProjectingAWrite(Databases databases)
{
    private static readonly ImmutableArray<string> KeysWithinAnEntity =
        ["position", "item_id", "payment", "shipment_id", "reference", "word", "class_id"];

    [Fact]
    public async Task Gives_the_same_rows_on_both_databases()
    {
        await using var sqlite = await StoreUnderTest.New(databases, DatabaseKind.Sqlite);
        await using var postgres = await StoreUnderTest.New(databases, DatabaseKind.Postgres);
        foreach (var envelope in await Envelopes(postgres))
        {
            var tag = envelope.Version == 1 ? null : (envelope.Version - 1).ToString(CultureInfo.InvariantCulture);
            Assert.Equal(await sqlite.Write(envelope, tag), await postgres.Write(envelope, tag));
            Assert.Equal(await Tables.Dump(sqlite.Database), await Tables.Dump(postgres.Database));
        }

        var dump = await Tables.Dump(postgres.Database);
        var empty = Tables.All.Where(table => !dump.Any(row => row.StartsWith(table + ":", StringComparison.Ordinal)));
        Assert.Empty(empty);
    }

    [Theory, OnBothDatabases]
    public async Task Copies_what_happened_and_what_is_to_be_sent(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await store.Write(Note.Envelope("note-1") with
        {
            Events = [Note.Happened(), new(Note.At + 5, "system", null, null, new NoteEvent.Removed())],
            Outgoing = [Note.Mail()],
            Problems = [new("note-1/lost", "It is lost.", "order-1")],
            Answers = [Note.Answer("key-1")],
        });

        Assert.Equal(
            [
                "history: entity=note id=note-1 version=1 n=0 type=note.written at=1772000000000 who=admin:1a2b3c4d "
                    + "from_address=192.0.2.1 why=because data={tags:[\"a\",\"b\"],text:\"hello\",weight:1.50}",
                "history: entity=note id=note-1 version=1 n=1 type=note.removed at=1772000000005 who=system "
                    + "from_address=null why=null data={}",
            ],
            await Tables.Dump(store.Database, "history"));
        var mail = Assert.Single(await Tables.Dump(store.Database, "outbox"));
        Assert.Contains("recipient=ada@shop.example", mail, StringComparison.Ordinal);
        Assert.Contains(
            "next_at=1772000000005 leased_until=null attempts=0 sent_at=null", mail, StringComparison.Ordinal);
        Assert.Equal(
            ["problems: key=note-1/lost details=It is lost. order_id=order-1 at=1772000000005 "
                + "resolved_at=null resolved_by=null action=null note=null reopened=0"],
            await Tables.Dump(store.Database, "problems"));
        Assert.Equal(
            ["answers: key=key-1 entity=note id=note-1 request_id=request-1 "
                + "outcome={$type:\"outcome.done`1\",value:7,version:1} at=1772000000005"],
            await Tables.Dump(store.Database, "answers"));
    }

    [Theory, OnBothDatabases]
    public async Task Sets_leaves_and_removes_what_is_due(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await store.Write(Note.Envelope("note-1") with { Due = new(5_000) });
        var set = Assert.Single(await Tables.Dump(store.Database, "due"));
        Assert.Contains("id=note-1", set, StringComparison.Ordinal);
        Assert.EndsWith("at=5000 attempts=0", set, StringComparison.Ordinal);

        await store.Write(Note.Envelope("note-1", 2), "1");
        Assert.Equal([set], await Tables.Dump(store.Database, "due"));

        await store.Write(Note.Envelope("note-1", 3) with { Due = new(null) }, "2");
        Assert.Empty(await Tables.Dump(store.Database, "due"));
    }

    [Theory, OnBothDatabases]
    public async Task Replaces_the_rows_of_the_tables_named_and_leaves_the_others(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await store.Write(Note.Envelope("stock-1") with { Rows = Stock(1).With("carts", [Cart("open")]) });
        await store.Write(Note.Envelope("stock-2") with { Rows = Stock(2) });
        await store.Write(Note.Envelope("stock-1", 2) with { Rows = Stock(3) }, "1");

        Assert.Equal(["stock-1=3", "stock-2=2"], (await Tables.Dump(store.Database, "stock"))
            .Select(row => $"{Value(row, "entity_id")}={Value(row, "on_hand")}"));
        Assert.Single(await Tables.Dump(store.Database, "carts"));

        await store.Write(Note.Envelope("stock-1", 3) with { Rows = RowSet.None.With("carts", []) }, "2");
        Assert.Empty(await Tables.Dump(store.Database, "carts"));
    }

    /// <summary>Rows of before end with what is copied, and have no mark; a name that somebody gave is none.</summary>
    [Theory, OnBothDatabases]
    public async Task Copies_the_same_out_of_a_row_without_the_mark(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var mail = Note.Mail() with { Values = Note.Mail().Values.Add("cut", ",\"cut\":[[]]") };
        await store.Write(Note.Envelope("stock-1") with
        {
            Events = [Note.Happened()],
            Rows = Stock(1),
            Outgoing = [mail],
            Due = new(5),
        });
        var copied = await Copied(store);
        Assert.Equal(3, copied.Count);
        await store.Database.Change(
            connection => connection.ExecuteAsync(kind == DatabaseKind.Postgres
                ? """
                  delete from stock; delete from outbox; delete from due;
                  update orleansstorage set payloadbinary = convert_to(
                      (convert_from(payloadbinary, 'UTF8')::jsonb - 'cut')::text, 'UTF8')
                  """
                : """
                  delete from stock; delete from outbox; delete from due;
                  update orleansstorage set payloadbinary = cast(
                      json_remove(cast(payloadbinary as text), '$.cut') as blob)
                  """),
            Test.Stop);
        Assert.Equal(copied, await Copied(store));
    }

    /// <summary>The state of a large cart is a hundred times what is copied of it.</summary>
    [Theory, OnBothDatabases]
    public async Task Does_not_read_what_stands_behind_the_mark(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await store.Write(Note.Envelope("stock-1") with { Rows = Stock(1), Due = new(5) });
        var copied = await Copied(store);
        await store.Database.Change(
            connection => connection.ExecuteAsync(kind == DatabaseKind.Postgres
                ? """
                  delete from stock; delete from due;
                  update orleansstorage set payloadbinary =
                      substring(payloadbinary for position(',"cut":[[]]'::bytea in payloadbinary) + 10) || 'no json'::bytea
                  """
                : """
                  delete from stock; delete from due;
                  update orleansstorage set payloadbinary = cast(
                      substr(payloadbinary, 1, instr(payloadbinary, cast(',"cut":[[]]' as blob)) + 10) || 'no json' as blob)
                  """),
            Test.Stop);
        Assert.Equal(copied, await Copied(store));
    }

    /// <summary>What stood behind the mark would not be copied, and nothing would say so.</summary>
    [Fact]
    public void Has_all_that_is_copied_before_the_mark()
    {
        var names = KernelJson.Options.GetTypeInfo(typeof(Stored<NoteState, NoteEvent>)).Properties
            .Where(member => member.Get is not null)
            .OrderBy(member => member.Order).Select(member => member.Name).ToList();
        Assert.Equal(
            ["answers", "changes", "due", "events", "id", "outgoing", "problems", "rows", "version"],
            names.Take(names.IndexOf("cut")).Order(StringComparer.Ordinal));
        Assert.Contains("state", names.Skip(names.IndexOf("cut")));
        Assert.Contains(
            ",\"cut\":[[]],\"",
            System.Text.Encoding.UTF8.GetString(new KernelJsonSerializer().Serialize(Note.Envelope("note-1"))),
            StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Refuses_rows_of_a_table_that_does_not_exist(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            store.Write(Note.Envelope("note-1") with { Rows = RowSet.None.With("nowhere", [Cart("open")]) }));
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            store.Write(Note.Envelope("note-1") with { Changes = RowSet.None.With("orders", [Cart("open")]) }));
        Assert.Empty(await Tables.Dump(store.Database));
    }

    /// <summary>A later file adds a table by its line in the list, and a column by altering the table and updating its
    /// line.</summary>
    [Fact]
    public async Task Copies_into_a_table_as_soon_as_the_list_names_it()
    {
        await using var store = await StoreUnderTest.New(databases, DatabaseKind.Postgres);
        await Run("create table labels (entity_id text primary key, label text)");
        await Run("insert into read_tables (name) values ('labels')");
        await store.Write(Note.Envelope("note-1") with { Rows = Labels(new { Label = "one" }) });
        Assert.Equal(["labels: entity_id=note-1 label=one"], await Tables.Dump(store.Database, "labels"));

        await Run("alter table labels add column color text");
        await Run("update read_tables set name = name where name = 'labels'");
        await store.Write(
            Note.Envelope("note-1", 2) with { Rows = Labels(new { Label = "two", Color = "red" }) }, "1");
        Assert.Equal(["labels: entity_id=note-1 label=two color=red"], await Tables.Dump(store.Database, "labels"));

        Task<int> Run(string sql) => store.Database.Change(connection => connection.ExecuteAsync(sql), Test.Stop);
        static RowSet Labels(object row) => RowSet.None.With("labels", [row]);
    }

    /// <summary>A file that changed a table and not its line would leave a column that is never filled.</summary>
    [Fact]
    public async Task Knows_every_column_once_all_files_are_applied()
    {
        await using var store = await StoreUnderTest.New(databases, DatabaseKind.Postgres);
        var made = await Code();
        await store.Database.Change(
            connection => connection.ExecuteAsync("update read_tables set name = name"), Test.Stop);
        Assert.Contains(" order_words ", made, StringComparison.Ordinal);
        Assert.Equal(await Code(), made);

        Task<string> Code() => store.Database.Read(
            async connection => (await connection.ExecuteScalarAsync<string>(
                "select prosrc from pg_proc where proname = 'project_rows'"))!,
            Test.Stop);
    }

    [Theory, OnBothDatabases]
    public async Task Takes_the_last_of_two_changes_of_one_row(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await store.Write(Note.Envelope("stock-1") with { Changes = Holds(("a/1", 3), ("a/2", 1), ("a/1", 2)) });
        await store.Write(Note.Envelope("stock-1", 2) with { Changes = Holds(("a/2", 0)) }, "1");

        Assert.Equal(["a/1=2", "a/2=0"], (await Tables.Dump(store.Database, "stock_holds"))
            .Select(row => $"{Value(row, "attempt")}={Value(row, "remaining")}"));
    }

    private static async Task<List<string>> Copied(StoreUnderTest store) =>
    [
        .. await Tables.Dump(store.Database, "stock"),
        .. await Tables.Dump(store.Database, "outbox"),
        .. await Tables.Dump(store.Database, "due"),
    ];

    private static RowSet Stock(int onHand) => RowSet.None.With("stock", [
        new { Sku = "A", SkuKey = "a", OnHand = onHand, Held = 0, Available = 1, Backorder = 0, ChangedAt = Note.At },
    ]);

    private static object Cart(string status) => new
    {
        Status = status,
        LineCount = 1,
        UnitCount = 1,
        Total = 5,
        Currency = "USD",
        CreatedAt = 1,
        ChangedAt = 1,
    };

    private static RowSet Holds(params (string Attempt, int Remaining)[] holds) => RowSet.None.With(
        "stock_holds",
        holds.Select(hold => (object)new
        {
            hold.Attempt,
            Sku = "A",
            Quantity = 3,
            hold.Remaining,
            Status = "committed",
            Parts = "",
            ChangedAt = Note.At,
        }));

    private static string Value(string row, string column) =>
        row.Split(' ').Single(part => part.StartsWith(column + "=", StringComparison.Ordinal))[(column.Length + 1)..];

    // Every table with rows that fill each column, and rows that leave out what may be missing; then fewer.
    private static async Task<List<Stored<NoteState, NoteEvent>>> Envelopes(StoreUnderTest postgres)
    {
        var rows = RowSet.None;
        foreach (var table in Tables.Read)
        {
            var columns = await Tables.Columns(postgres.Database, table);
            var several = columns.Exists(column => KeysWithinAnEntity.Contains(column.Name));
            rows = rows.With(table, several
                ? [SampleRows.Full(columns, 1), SampleRows.Full(columns, 2), SampleRows.Sparse(columns, 3)]
                : [SampleRows.Full(columns, 1)]);
        }

        var full = Note.Envelope("order-ü-1") with
        {
            Events = [Note.Happened("quotes \" ' \\ \n emoji 🎈 rtl שלום <b>"), Note.Happened("2", Note.At + 1)],
            Outgoing = [Note.Mail(), Note.Mail("bob@shop.example")],
            Problems = [new("p/1", "First.", null), new("p/1", "Again.", "order-1")],
            Answers = [Note.Answer("k1"), Note.Answer("k2")],
            Rows = rows,
            Changes = Holds(("a/1", 3), ("a/2", 1), ("a/1", 2)),
            Due = new(Note.At + 60_000),
        };
        var sparse = rows.Tables.Aggregate(
            RowSet.None, (all, table) => all.With(table.Table, table.Rows.TakeLast(1)));
        return
        [
            full,
            full with { Id = "order-2", Due = null, Answers = [Note.Answer("k2")] },
            full with { Version = 2, Rows = sparse, Events = [Note.Happened("3", Note.At + 9)], Due = new(null) },
            Note.Envelope("order-2", 2) with { Rows = RowSet.None.With("order_items", []), Due = new(77) },
        ];
    }
}
