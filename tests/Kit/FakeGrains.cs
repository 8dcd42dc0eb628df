using Orleans.Runtime;

namespace Commerce.Kit;

/// <summary>Hands out the grains it was given, whatever key is asked for; couriers and the like are tested with
/// it.</summary>
internal sealed class FakeGrains(params IGrainWithStringKey[] grains) : TestGrainFactory
{
    /// <summary>The keys asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    public override T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null)
    {
        Asked.Add(primaryKey);
        return grains.OfType<T>().Single();
    }

    public override T GetGrain<T>(GrainId grainId) => grains.OfType<T>().Single();
}
