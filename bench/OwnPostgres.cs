using Commerce.Kit;
using Npgsql;

namespace Commerce.Bench;

/// <summary>A shop that the bench starts for itself, on a PostgreSQL of its own that keeps what it is told.</summary>
internal static class OwnPostgres
{
    /// <summary>Starts both, measures, and leaves nothing behind.</summary>
    /// <param name="options">Where the shop listens, and its keys.</param>
    /// <param name="measure">Is told the shop, the database's address and the shop's folder.</param>
    /// <param name="connections">The shop has no more than these; null: as many as it likes.</param>
    public static Task<int> Run(
        Options options, Func<ShopProcess, string, string, Task<int>> measure, int? connections = null) =>
        Run(options.Scenario, async (address, folder) =>
        {
            var database = new NpgsqlConnectionStringBuilder(address);
            if (connections is { } most) database.MaxPoolSize = most;
            await using var server = await ShopProcess.Start(options, folder, database.ToString());
            return await measure(server, database.ToString(), folder);
        });

    /// <summary>Starts a PostgreSQL, measures, and leaves nothing behind.</summary>
    /// <param name="scenario">For whom.</param>
    /// <param name="measure">Is told the database's address and a folder.</param>
    public static async Task<int> Run(string scenario, Func<string, string, Task<int>> measure)
    {
        var folder = Directory.CreateTempSubdirectory($"commerce-{scenario}-").FullName;
        await using var postgres = await PostgresServer.Start(durable: true, own: true);
        try
        {
            await postgres.Execute("create database commerce_bench");
            return await measure(postgres.ConnectionTo("commerce_bench"), folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>How many orders the database has that shoppers were told of.</summary>
    public static Task<long> Orders(NpgsqlDataSource source) =>
        Number(source, "select count(*) from orders where status not in ('in_basket', 'confirmed', 'expired')");

    /// <summary>The one number that a query answers, however long it takes.</summary>
    public static async Task<long> Number(NpgsqlDataSource source, string sql, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
