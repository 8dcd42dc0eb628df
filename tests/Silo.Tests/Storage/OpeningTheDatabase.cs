using System.Buffers.Binary;
using Commerce.Kit;
using Commerce.Silo.Storage;
using Commerce.Silo.Storage.Postgres;
using Commerce.Silo.Storage.Sqlite;
using Dapper;
using Orleans.Runtime;

namespace Commerce.Silo.Tests.Storage;

public sealed class OpeningTheDatabase(Databases databases)
{
    [Theory, OnBothDatabases]
    public async Task Applies_every_migration_once(DatabaseKind kind)
    {
        await using var home = await databases.NewBlank(kind);
        for (var time = 0; time < 2; time++)
        {
            await using var database = home.Open();
            await database.Start(Test.Stop);
            Assert.Equal(Migration.Of(kind.ToString()).Length, await Count(database));
        }
    }

    [Fact]
    public async Task Applies_them_once_when_two_silos_start_together()
    {
        await using var home = await databases.NewBlank(DatabaseKind.Postgres);
        await using IDatabase one = home.Open(), two = home.Open(), three = home.Open();
        await Task.WhenAll(one.Start(Test.Stop), two.Start(Test.Stop), three.Start(Test.Stop));
        Assert.Equal(Migration.Of("Postgres").Length, await Count(one));
    }

    [Theory, OnBothDatabases]
    public async Task Refuses_the_data_of_a_later_version(DatabaseKind kind)
    {
        var failure = await StartAfter(kind, "insert into migrations values (999, '999-later.sql', 'x', 1)");
        Assert.Contains("later version", failure.Message, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Refuses_a_migration_that_was_altered(DatabaseKind kind)
    {
        var failure = await StartAfter(kind, "update migrations set checksum = 'x' where number = 1");
        Assert.Contains("001-storage.sql", failure.Message, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Finds_rows_of_before_by_the_hashes_that_Orleans_takes(DatabaseKind kind)
    {
        var key = RowKey.Of("note", GrainId.Create("note", "note-1"));
        var before = key with
        {
            KeyHash = BinaryPrimitives.ReverseEndianness(key.KeyHash),
            TypeHash = BinaryPrimitives.ReverseEndianness(key.TypeHash),
        };
        await using var home = await databases.NewBlank(kind);
        await using (var database = home.Open())
        {
            await database.Start(Test.Stop);
            Assert.True((await database.Rows.Write([new(before, null, null)])).Single());
            Assert.Null((await database.Rows.Read([key])).Single());
            await database.Change(
                connection => connection.ExecuteAsync("delete from migrations where number = 17"), Test.Stop);
        }

        await using var again = home.Open();
        await again.Start(Test.Stop);
        Assert.Equal(1, (await again.Rows.Read([key])).Single()!.Version);
    }

    [Fact]
    public void Has_the_same_files_in_both_dialects()
    {
        var sqlite = Migration.Of("Sqlite").Select(migration => migration.Name).ToList();
        Assert.NotEmpty(sqlite);
        Assert.Equal(sqlite, Migration.Of("Postgres").Select(migration => migration.Name));
    }

    [Fact]
    public async Task Refuses_a_file_that_another_has_open()
    {
        await using var home = await databases.NewBlank(DatabaseKind.Sqlite);
        await using var first = home.Open();
        await first.Start(Test.Stop);
        await using var second = home.Open();
        var failure = await Assert.ThrowsAsync<StartFaultException>(() => second.Start(Test.Stop));
        Assert.Contains("in use by another process", failure.Message, StringComparison.Ordinal);
        await using var audit = home.Open(readOnly: true);
        await audit.Start(Test.Stop);
        Assert.Equal(Migration.Of("Sqlite").Length, await Count(audit));
    }

    [Fact, System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Keeps_the_file_for_its_owner_and_every_commit_on_the_disk()
    {
        await using var home = await databases.NewBlank(DatabaseKind.Sqlite);
        var folder = Path.Combine(Path.GetDirectoryName(home.Setting["sqlite:".Length..])!, "new");
        var path = Path.Combine(folder, "shop.db");
        await using var database = new SqliteDatabase(path, TimeProvider.System);
        await database.Start(Test.Stop);
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(mine | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        string[] files = [path, path + "-wal", path + "-shm", path + ".lock"];
        Assert.All(files, file => Assert.Equal(mine, File.GetUnixFileMode(file)));
        var (journal, synchronous) = await database.Change(
            async connection => (
                await connection.QuerySingleAsync<string>("pragma journal_mode"),
                await connection.QuerySingleAsync<int>("pragma synchronous")),
            Test.Stop);
        Assert.Equal(("wal", 2), (journal, synchronous));
    }

    [Fact]
    public async Task Makes_no_change_that_waits_for_something_else()
    {
        await using var home = await databases.NewBlank(DatabaseKind.Sqlite);
        await using var database = home.Open();
        await database.Start(Test.Stop);
        var never = new TaskCompletionSource();
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.Change(
            async connection =>
            {
                var changed = await connection.ExecuteAsync("delete from migrations");
                await never.Task;
                return changed;
            },
            Test.Stop));
        Assert.Equal(Migration.Of("Sqlite").Length, await Count(database));
    }

    [Theory]
    [InlineData("Host=x", 32)]
    [InlineData("Host=x;Max Auto Prepare=5", 5)]
    [InlineData("Host=x;Max Auto Prepare=0", 0)]
    public void Prepares_statements_unless_told_how_many(string given, int prepared) =>
        Assert.Equal(prepared, PostgresDatabase.WithPreparing(given).MaxAutoPrepare);

    [Theory]
    [InlineData(null, "/shop/data/commerce.db")]
    [InlineData("sqlite:/other/file.db", "/other/file.db")]
    public void Finds_the_file_that_is_meant(string? setting, string path) =>
        Assert.Equal(new DatabaseAddress.Sqlite(path), DatabaseAddress.Parse(setting, "/shop/data"));

    private static Task<int> Count(IDatabase database) =>
        database.Read(connection => connection.QuerySingleAsync<int>("select count(*) from migrations"));

    private async Task<StartFaultException> StartAfter(DatabaseKind kind, string sql)
    {
        await using var home = await databases.NewBlank(kind);
        await using (var database = home.Open())
        {
            await database.Start(Test.Stop);
            await database.Change(connection => connection.ExecuteAsync(sql));
        }

        await using var again = home.Open();
        return await Assert.ThrowsAsync<StartFaultException>(() => again.Start(Test.Stop));
    }
}
