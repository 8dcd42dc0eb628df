using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.Simulation.Store;

/// <summary>Finds certificates by their number, as the read table does.</summary>
[StatelessWorker, Reentrant, GrainType("certificate-list")]
internal sealed class CertificateNumbersGrain(MemoryStore store) : Grain, ICertificateListGrain
{
    public Task<Outcome<Page<CertificateListEntry>>> List(CertificateFilter filter, PageRequest page) =>
        throw new NotSupportedException("Nobody lists certificates here.");

    public Task<CertificateId?> Find(long number) => Task.FromResult<CertificateId?>(store.All("certificate")
        .FirstOrDefault(one => CertificateMachine.CoreOf((CertificateState)one.State!)?.Number == number) is { } found
            ? CertificateId.Of(found.Id)
            : null);

    public Task<Outcome<ImmutableArray<LiabilityQuarter>>> Liability() =>
        throw new NotSupportedException("Nobody counts here.");
}
