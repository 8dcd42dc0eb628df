using Orleans.Runtime;

namespace Commerce.Kit;

/// <summary>Hands out the grains it was given, whatever key is asked for; couriers and the like are tested with
/// it. The shop asks by text and by identity alone.</summary>
internal sealed class FakeGrains(params IGrainWithStringKey[] grains) : IGrainFactory
{
    /// <summary>The keys asked for, in order.</summary>
    public List<string> Asked { get; } = [];

    public T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithStringKey
    {
        Asked.Add(primaryKey);
        return grains.OfType<T>().Single();
    }

    public T GetGrain<T>(GrainId grainId) where T : IAddressable => grains.OfType<T>().Single();

    public T GetGrain<T>(Guid primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithGuidKey =>
        throw new NotSupportedException();

    public T GetGrain<T>(long primaryKey, string? grainClassNamePrefix = null) where T : IGrainWithIntegerKey =>
        throw new NotSupportedException();

    public T GetGrain<T>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where T : IGrainWithGuidCompoundKey => throw new NotSupportedException();

    public T GetGrain<T>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where T : IGrainWithIntegerCompoundKey => throw new NotSupportedException();

    public T CreateObjectReference<T>(IGrainObserver obj) where T : IGrainObserver =>
        throw new NotSupportedException();

    public void DeleteObjectReference<T>(IGrainObserver obj) where T : IGrainObserver =>
        throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId) => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) =>
        throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) =>
        throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw new NotSupportedException();
}
