using Orleans;
using Orleans.Runtime;

namespace Commerce.Embedded;

/// <summary>Hands out references.</summary>
internal sealed class GrainFactory(Engine engine) : IClusterClient
{
    public IServiceProvider ServiceProvider => engine.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        var type = engine.Classes.Implementing(typeof(TGrainInterface), grainClassNamePrefix);
        return GrainReference.To<TGrainInterface>(engine, GrainId.Create(type, primaryKey));
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => GrainReference.To<TGrainInterface>(engine, grainId);
}
