using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Lists what is there to be shipped.</summary>
[StatelessWorker, Reentrant, GrainType("fulfilment")]
internal sealed class FulfilmentGrain(IDatabase database, TimeProvider clock) : Grain, IFulfilmentGrain
{
    public Task<Outcome<Page<FulfilmentEntry>>> List(FulfilmentFilter filter, PageRequest page) =>
        FulfilmentList.Read(database, filter, page, clock.GetUtcNow());

    public Task<Outcome<Page<NeededItem>>> Needed(PageRequest page) => NeededList.Read(database, page);
}
