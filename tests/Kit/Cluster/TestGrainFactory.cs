using Orleans.Runtime;

namespace Commerce.Kit;

/// <summary>Grains that a test made itself. The shop asks for one by text or by identity, and in no other way that
/// Orleans knows.</summary>
internal abstract class TestGrainFactory : IGrainFactory
{
    public abstract T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithStringKey;

    public abstract T GetGrain<T>(GrainId grainId) where T : IAddressable;

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
