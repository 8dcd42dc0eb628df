using Commerce.Grains.Kernel;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.Simulation.Store;

/// <summary>Finds kept answers, as the table <c>answers</c> does.</summary>
[StatelessWorker, Reentrant, GrainType("answers")]
internal sealed class KeptAnswersGrain(Tables tables) : Grain, IAnswersGrain
{
    public Task<KeptAnswer?> Find(string key) => Task.FromResult(tables.AnswerOf(key));
}
