using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Commerce.Api.Tests.Killing;
using Commerce.Kit;
using Microsoft.Data.Sqlite;

namespace Commerce.Api.Tests.Http;

/// <summary>The real executable, set up so that it cannot start.</summary>
public sealed class StartingWithAFault(Databases databases) : IDisposable
{
    private const string Later = """
        create table migrations (
            number integer not null primary key, name text not null, checksum text not null,
            applied_at integer not null) strict;
        insert into migrations values (999, '999-later.sql', 'x', 0);
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("commerce-fault-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("Commerce__DoubtTime", "abc", "Commerce:DoubtTime")]
    [InlineData("Commerce__SweepPeriod", "abc", "Commerce:SweepPeriod")]
    [InlineData("Commerce__Outbox__Batch", "abc", "Commerce:Outbox:Batch")]
    [InlineData("Commerce__Docs", "abc", "Commerce:Docs")]
    [InlineData("Commerce__RequestsMost", "-1", "Commerce__RequestsMost")]
    [InlineData("Commerce__ServiceAddress", "nobody", "Commerce:ServiceAddress")]
    [InlineData("Commerce__Database", "sqlite:", "Commerce:Database")]
    [InlineData("Commerce__Database", "Data Source=shop.db", "Commerce:Database")]
    [InlineData("Commerce__Database", "Database=shop;Password=secret", "Commerce:Database")]
    [InlineData("Commerce__Database", "shop.db", "Commerce:Database")]
    public async Task Says_in_one_line_which_setting_makes_no_sense(string name, string value, string said)
    {
        var (code, line) = await Start((name, value));
        Assert.Equal(1, code);
        Assert.Contains(said, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_in_one_line_that_another_program_listens_there_and_makes_nothing()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        var (code, line) = await Start(("ASPNETCORE_URLS", url), []);
        Assert.Equal(1, code);
        Assert.Contains($"cannot listen at {url}", line, StringComparison.Ordinal);
        Assert.Contains("--urls", line, StringComparison.Ordinal);
        Assert.Empty(folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task Says_in_one_line_that_an_address_is_none()
    {
        var (code, line) = await Start(("ASPNETCORE_URLS", "nowhere"), []);
        Assert.Equal(1, code);
        Assert.Contains("'nowhere' is no address", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_in_one_line_that_the_data_folder_cannot_be_made()
    {
        var file = Path.Combine(folder.FullName, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var (code, line) = await Start(("Commerce__Data", Path.Combine(file, "data")));
        Assert.Equal(1, code);
        Assert.Contains(Path.Combine(file, "data"), line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "file is not a database")]
    [InlineData("create table notes (text text)", "not one of a shop")]
    [InlineData("create table migrations (id integer, migration text)", "not one of a shop")]
    [InlineData(Later, "a later version of the program")]
    public async Task Says_in_one_line_that_the_database_is_not_its_own(string sql, string said)
    {
        var file = Path.Combine(folder.FullName, "commerce.db");
        if (sql == "") await File.WriteAllTextAsync(file, "Dear diary,", TestContext.Current.CancellationToken);
        else await Make(file, sql);
        var (code, line) = await Start(("Commerce__Database", "sqlite:" + file));
        Assert.Equal(1, code);
        Assert.Contains(said, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create table notes (text text)")]
    [InlineData("create table migrations (id integer, migration text)")]
    public async Task Says_in_one_line_that_a_database_of_postgres_is_not_its_own_and_adds_nothing(string sql)
    {
        await using var home = await databases.NewBlank(DatabaseKind.Postgres);
        await using var connection = new Npgsql.NpgsqlConnection(home.Setting);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var make = new Npgsql.NpgsqlCommand(sql, connection);
        await make.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var (code, line) = await Start(("Commerce__Database", home.Setting));
        Assert.Equal(1, code);
        Assert.Contains("not one of a shop", line, StringComparison.Ordinal);
        await using var count = new Npgsql.NpgsqlCommand(
            "select count(*) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace", connection);
        Assert.Equal(1L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Says_in_one_line_that_another_process_has_the_data()
    {
        var file = Path.Combine(folder.FullName, "commerce.db");
        await using var first = await ServerProcess.Start(folder.FullName, "sqlite:" + file);
        var (code, line) = await Start(("Commerce__Database", "sqlite:" + file));
        Assert.Equal(1, code);
        Assert.Contains("is in use by another process", line, StringComparison.Ordinal);
    }

    private static async Task Make(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private Task<(int Code, string Line)> Start((string Name, string Value) setting) =>
        Start(setting, ["--urls", "http://127.0.0.1:0"]);

    private async Task<(int Code, string Line)> Start((string Name, string Value) setting, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Built("Api", "Commerce.Api.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
        ServerProcess.Whole(start);
        start.Environment[setting.Name] = setting.Value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        var said = process.StandardOutput.ReadToEndAsync(limit.Token);
        var complained = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, Assert.Single((await said + await complained).Trim().Split('\n')));
    }
}
