using System.Data.Common;
using Commerce.Grains.Kernel;
using Commerce.Silo.Storage.Rebuilding;
using Dapper;
using Microsoft.Extensions.Hosting;

namespace Commerce.Silo.Storage;

/// <summary>Opens the database before anything else of the host starts.</summary>
internal sealed class StoreStart(IDatabase database, ShopSettings settings) : IHostedLifecycleService
{
    private const string NoteCurrencySql = """
        insert into meta (name, value) values ('currency', @currency) on conflict do nothing
        """;

    private Task? opening;

    /// <summary>Opens it, once however often it is asked.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => opening ??= Open(cancellationToken);

    private async Task Open(CancellationToken stop)
    {
        try
        {
            await database.Start(stop);
        }
        catch (DbException failure)
        {
            throw new StartFaultException($"The database cannot be opened: {failure.Message}");
        }

        await MakeRowsAnew(stop);
        var known = await database.Change(
            async connection =>
            {
                await connection.ExecuteAsync(NoteCurrencySql, new { currency = settings.Currency });
                return await connection.QuerySingleAsync<string>("select value from meta where name = 'currency'");
            },
            stop);
        if (known != settings.Currency)
        {
            throw new StartFaultException(
                $"The data is in {known}, but Commerce:Currency says {settings.Currency}. A shop keeps its currency.");
        }
    }

    // A migration said that rows of before are not what they would be now. Nothing else runs yet; one of several
    // processes does it, and the others wait and find it done.
    private async Task MakeRowsAnew(CancellationToken stop)
    {
        var rebuild = new Rebuild(database, settings);
        if (await rebuild.IsWanted(stop)) await rebuild.Run(stop);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
