using Commerce.Kit;
using Commerce.Silo.Storage;

namespace Commerce.Bench;

/// <summary>What the storage holds, without HTTP: hot stock items, a million due entries, deep pages.</summary>
internal static class StorageLimits
{
    public static async Task<int> Run(Options options)
    {
        if (options.Database is { } given) return await Run(options, given);
        var folder = Directory.CreateTempSubdirectory("commerce-storage-").FullName;
        try
        {
            var onSqlite = await Run(options, $"sqlite:{Path.Combine(folder, "shop.db")}");
            await using var server = await PostgresServer.Start(durable: true);
            await server.Execute("create database commerce_bench");
            return Math.Max(onSqlite, await Run(options, server.ConnectionTo("commerce_bench")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> Run(Options options, string database)
    {
        var folder = Directory.CreateTempSubdirectory("commerce-storage-data-").FullName;
        try
        {
            var address = DatabaseAddress.Parse(database, folder);
            Console.WriteLine($"## {(address is DatabaseAddress.Sqlite ? "SQLite" : "PostgreSQL")}");
            await RefuseUsed(address);
            var isQuick = await HotItem.Run(options, database, folder);
            await using var open = address.Open(TimeProvider.System);
            await open.Start(CancellationToken.None);
            var isFound = await DueIndex.Run(open, options.Rows);
            await DeepPages.Run(open, options.Rows);
            return isQuick && isFound ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RefuseUsed(DatabaseAddress address)
    {
        await using var database = address.Open(TimeProvider.System);
        await database.Start(CancellationToken.None);
        if (await Sql.Number(database, "select count(*) from orleansstorage") > 0)
            throw new InvalidOperationException("This scenario fills the database: name an empty one.");
    }
}
