using Commerce.Grains.Kernel;
using Commerce.Grains.Problems;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Answers for the problem log.</summary>
[StatelessWorker, Reentrant, GrainType("problems")]
internal sealed class ProblemsGrain(IDatabase database, TimeProvider clock) : Grain, IProblemsGrain
{
    private readonly ProblemLog log = new(database, clock);

    public Task<Outcome<Page<ProblemView>>> List(ProblemFilter filter, PageRequest page) => log.List(filter, page);

    public Task<Outcome<ProblemView>> View(ProblemId id) => log.View(id);

    public Task<Outcome<ProblemView>> Resolve(ProblemId id, string? note, Call call) => log.Resolve(id, note, call.Who);

    public async Task<Outcome<ProblemCounts>> Count() => new Outcome<ProblemCounts>.Done(await log.Count());
}
