using Commerce.Grains.Kernel;
using Orleans.Runtime;

namespace Commerce.Grains.Numbers;

[GrainType("numbers")]
internal sealed class NumbersGrain(
    [PersistentState("numbers")] IPersistentState<Stored<NumbersState, NumbersEvent>> stored, EntityTools tools)
    : Entity<NumbersState, NumbersCommand, NumbersEvent, long>(stored, NumbersMachine.Plan, tools), INumbersGrain
{
    public async Task<long> TakeBlock()
    {
        var start = NumberKinds.OfKey(this.GetPrimaryKeyString()).Start();
        var outcome = await Apply(new NumbersCommand.Take(start), Call.System);
        return outcome is Outcome<long>.Done(var first, _)
            ? first
            : throw new System.Diagnostics.UnreachableException();
    }
}
