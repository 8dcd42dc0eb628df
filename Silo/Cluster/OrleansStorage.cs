using System.Data.Common;
using Commerce.Grains.Kernel;
using Commerce.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Commerce.Silo;

/// <summary>
/// Grain state by Orleans' own ADO.NET provider, where <c>Commerce:Cluster:OrleansStorage</c> says so: the same rows,
/// the same bytes, one statement for each. What the database throws becomes the one exception that callers know.
/// </summary>
internal sealed class OrleansStorage(IGrainStorage storage, OutboxSignal outbox) : IGrainStorage
{
    private const string Inner = "orleans";

    /// <summary>Takes it in place of our own provider.</summary>
    public static void Use(IServiceCollection services, string database)
    {
        services.AddAdoNetGrainStorage(Inner, (AdoNetGrainStorageOptions options) =>
        {
            options.Invariant = ClusterDatabase.Invariant;
            options.ConnectionString = database;
            options.GrainStorageSerializer = new KernelJsonSerializer();
        });
        services.AddGrainStorage("Default", (all, _) => new OrleansStorage(
            all.GetRequiredKeyedService<IGrainStorage>(Inner), all.GetRequiredService<OutboxSignal>()));
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translated(() => storage.ReadStateAsync(stateName, grainId, grainState));

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var sends = grainState.State is IEnvelope { Sends: true };
        await Translated(() => storage.WriteStateAsync(stateName, grainId, grainState));
        if (sends) outbox.Wake();
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("Nothing is deleted: an entity has a state that says it ended.");

    // A client could not read an exception of the driver.
    private static async Task Translated(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception failure) when (failure is DbException or IOException or TimeoutException)
        {
            throw new StoreUnavailableException("The store is not available.", failure);
        }
    }
}
