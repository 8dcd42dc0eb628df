using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Commerce.Bench;

/// <summary>The least that durable writes cost: so many connections, each of which makes one prepared upsert of so many
/// bytes and its commit, again and again. A program of its own, in which an answer is not handed to another thread
/// before it is looked at: that cost more than the write does, and a shop's bench cannot do without it.</summary>
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
        var start = new ProcessStartInfo("dotnet", [
            typeof(PlainWrites).Assembly.Location, Name, Text(connections), Text(bytes), Text((int)time.TotalSeconds)])
        {
            Environment = { [Address] = database, [Inline] = "1" },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("It did not start.");
        using var over = new CancellationTokenSource(WarmUp + time + Patience, TimeProvider.System);
        try
        {
            return double.Parse(
                await process.StandardOutput.ReadToEndAsync(over.Token), CultureInfo.InvariantCulture);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    /// <summary>Writes as the arguments say: connections, bytes, seconds; prints writes a second.</summary>
    public static async Task<int> Run(string[] args)
    {
        var (connections, bytes, seconds) = (Number(args[0]), Number(args[1]), Number(args[2]));
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable(Address)!)
            {
                MaxPoolSize = connections,
            });
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

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
