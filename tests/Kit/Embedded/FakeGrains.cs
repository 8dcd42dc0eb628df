using Orleans.Runtime;

namespace Commerce.Kit;

/// <summary>Hands out the grains it was given, whatever key is asked for; couriers and the like are tested with
/// it.</summary>
internal sealed class FakeGrains(params IGrainWithStringKey[] grains) : IGrainFactory
{
    /// <summary>The keys asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        Asked.Add(primaryKey);
        return grains.OfType<TGrainInterface>().Single();
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable =>
        grains.OfType<TGrainInterface>().Single();
}
