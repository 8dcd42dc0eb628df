using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Commerce.Bench;

/// <summary>The least that durable writes cost: so many connections, each of which makes one prepared upsert of so many
/// bytes and its commit, again and again.</summary>
internal sealed class PlainWrites : IAsyncDisposable
{
    /// <summary>Of so many rows one is written, by chance.</summary>
    public const int Rows = 100_000;

    public const string Upsert = """
        insert into plain_writes (id, version, body) values ($1, 1, $2)
        on conflict (id) do update set version = plain_writes.version + 1, body = excluded.body
        """;

    private readonly NpgsqlDataSource source;
    private readonly int connections;

    private PlainWrites(NpgsqlDataSource source, int connections)
    {
        this.source = source;
        this.connections = connections;
    }

    /// <summary>Makes its table.</summary>
    public static async Task<PlainWrites> Open(string database, int connections)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = connections });
        await using var make = source.CreateCommand("""
            create table if not exists plain_writes (id bigint primary key, version int not null, body bytea not null)
            with (fillfactor = 70)
            """);
        await make.ExecuteNonQueryAsync();
        return new(source, connections);
    }

    /// <summary>Writes for some time; writes a second.</summary>
    public async Task<double> Run(TimeSpan time, int bytes)
    {
        var watch = Stopwatch.StartNew();
        var written = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Write(watch, time, bytes)));
        return written.Sum() / watch.Elapsed.TotalSeconds;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<int> Write(Stopwatch watch, TimeSpan time, int bytes)
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
        for (; watch.Elapsed < time; writes++)
        {
            id.TypedValue = Random.Shared.Next(Rows);
            await command.ExecuteNonQueryAsync();
        }

        return writes;
    }
}
