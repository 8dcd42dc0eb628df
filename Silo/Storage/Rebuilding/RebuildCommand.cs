using Commerce.Grains.Kernel;
using Microsoft.Extensions.Configuration;

namespace Commerce.Silo.Storage.Rebuilding;

/// <summary><c>rebuild</c>: makes the read tables of a stopped shop anew out of the stored states.</summary>
public static class RebuildCommand
{
    /// <summary>Rebuilds, and prints what was counted.</summary>
    /// <param name="configuration">The same settings as the shop's.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>The process's exit code: 0 done; 1 refused, and nothing is changed; 2 there is no shop.</returns>
    public static async Task<int> Run(IConfiguration configuration, TextWriter output)
    {
        var section = configuration.GetSection("Commerce");
        var folder = Path.GetFullPath(section["Data"] is { Length: > 0 } given ? given : "data");
        var address = DatabaseAddress.Parse(section["Database"], folder);
        if (address is DatabaseAddress.Sqlite(var file) && !File.Exists(file))
        {
            await output.WriteLineAsync($"There is no shop in {file}.");
            return 2;
        }

        try
        {
            return await Run(address, ShopSettingsReader.Read(section), output);
        }
        catch (Exception refused) when (refused is InvalidOperationException or StartFaultException)
        {
            await output.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static async Task<int> Run(DatabaseAddress address, ShopSettings settings, TextWriter output)
    {
        await using var database = address.Open(TimeProvider.System, claim: DatabaseClaim.Alone);

        // Claims the database, brings the tables up to date, and refuses a currency that is not the data's.
        await new StoreStart(database, settings).StartingAsync(CancellationToken.None);
        var report = await new Rebuild(database, settings).Run();
        await output.WriteLineAsync($"Read {report.Entities} entities.");
        foreach (var table in report.Tables) await output.WriteLineAsync($"{table.Name}: {table.Rows}");
        return 0;
    }
}
