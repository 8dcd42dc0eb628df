using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Commerce.Bench;

/// <summary>The least that durable writes cost: so many connections, each of which makes one prepared upsert of so many
/// bytes and its commit, again and again. A program of its own, in which an answer is looked at where it is heard: to
/// hand it to another thread first takes more of the processor than the rest of the program does.</summary>
internal static class PlainWrites
{
    /// <summary>The command that starts it.</summary>
    public const string Name = "plain-writes";

    /// <summary>Of so many rows one is written, by chance.</summary>
    public const int Rows = 100_000;

    public const string Upsert = """
        insert into plain_writes (id, version, body) values ($1, 1, $2)
        on conflict (id) do update set version = plain_writes.version + 1, body = excluded.body
        """;

    private const string Address = "COMMERCE_PLAIN_WRITES_DATABASE";

    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    // Until the program's own code is compiled.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Makes its table.</summary>
    public static async Task MakeTable(NpgsqlDataSource source)
    {
        await using var make = source.CreateCommand("""
            create table if not exists plain_writes (id bigint primary key, version int not null, body bytea not null)
            with (fillfactor = 70)
            """);
        await make.ExecuteNonQueryAsync();
    }

    /// <summary>Starts it, and reads how many writes it made a second.</summary>
    public static async Task<double> Measure(string database, int connections, int bytes, TimeSpan time)
    {
        int[] told = [connections, bytes, (int)time.TotalSeconds];
        var start = new ProcessStartInfo("dotnet", [
            typeof(PlainWrites).Assembly.Location, Name,
            .. told.Select(number => number.ToString(CultureInfo.InvariantCulture))])
        {
            Environment = { [Address] = database, [Inline] = "1" },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("It did not start.");
        using var over = new CancellationTokenSource(WarmUp + time + Patience, TimeProvider.System);
        try
        {
            var said = await process.StandardOutput.ReadToEndAsync(over.Token);
            await process.WaitForExitAsync(over.Token);
            return process.ExitCode == 0
                ? double.Parse(said, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException($"The plain program ended with {process.ExitCode}.");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    /// <summary>Writes as the arguments say: connections, bytes, seconds; prints writes a second.</summary>
    public static async Task<int> Run(string[] args)
    {
        int[] told = [.. args.Select(
            arg => int.TryParse(arg, CultureInfo.InvariantCulture, out var number) ? number : 0)];
        if (told is not [> 0 and var connections, > 0 and var bytes, > 0 and var seconds]
            || Environment.GetEnvironmentVariable(Address) is not { } database)
        {
            Console.Error.WriteLine($"{Name} CONNECTIONS BYTES SECONDS, with the database's address in {Address}");
            return 2;
        }

        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = connections });
        var watch = Stopwatch.StartNew();
        var end = WarmUp + TimeSpan.FromSeconds(seconds);
        var written = await Task.WhenAll(
            Enumerable.Range(0, connections).Select(_ => Write(source, watch, end, bytes)));
        var rate = written.Sum() / (watch.Elapsed - WarmUp).TotalSeconds;
        Console.WriteLine(rate.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<int> Write(NpgsqlDataSource source, Stopwatch watch, TimeSpan end, int bytes)
    {
        var body = new byte[bytes];
        Random.Shared.NextBytes(body);
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Upsert, connection);
        var id = new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint };
        command.Parameters.Add(id);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Bytea, TypedValue = body });
        await command.PrepareAsync();
        var writes = 0;
        while (watch.Elapsed is var now && now < end)
        {
            id.TypedValue = Random.Shared.Next(Rows);
            await command.ExecuteNonQueryAsync();
            if (now >= WarmUp) writes++;
        }

        return writes;
    }
}
