using Orleans.Runtime;

namespace Orleans;

/// <summary>Finds grains. A grain need not exist to be found: its first call brings it to life.</summary>
public interface IGrainFactory
{
    /// <summary>The grain of that key, of the one class that implements the interface.</summary>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>That very grain, seen through one of its interfaces.</summary>
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable;
}

/// <summary>Finds grains from outside of grains.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The host's services.</summary>
    IServiceProvider ServiceProvider { get; }
}
