using Orleans.Runtime;

namespace Commerce.Kit;

/// <summary>Grains that a test made itself.</summary>
internal abstract class TestGrainFactory : IGrainFactory
{
    public abstract T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithStringKey;

    public abstract T GetGrain<T>(GrainId grainId) where T : IAddressable;
}
