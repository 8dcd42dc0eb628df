using System.Reflection;
using Commerce.Embedded;

namespace Orleans.Runtime;

/// <summary>Stands for a grain in its caller's hands. Two are equal when they stand for the same grain.</summary>
public class GrainReference : DispatchProxy, IAddressable, IEquatable<GrainReference>
{
    private Engine? engine;

    /// <summary>Which grain.</summary>
    public GrainId GrainId { get; private set; }

    /// <summary>Whether both stand for the same grain.</summary>
    public static bool operator ==(GrainReference? left, GrainReference? right) => Equals(left, right);

    /// <summary>Whether they stand for different grains.</summary>
    public static bool operator !=(GrainReference? left, GrainReference? right) => !Equals(left, right);

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) => other is not null && other.GrainId == GrainId;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <summary>Which grain, in words.</summary>
    public override string ToString() => $"GrainReference:{GrainId}";

    internal static TInterface To<TInterface>(Engine engine, GrainId id)
    {
        var copy = (GrainReference)Blank<TInterface>.Reference.MemberwiseClone();
        copy.engine = engine;
        copy.GrainId = id;
        return (TInterface)(object)copy;
    }

    internal TInterface As<TInterface>() => To<TInterface>(Needed, GrainId);

    /// <summary>Makes a call of a method of the interface.</summary>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        GrainMethod.Of(targetMethod!).Send(Needed, GrainId, args ?? []);

    private Engine Needed => engine ?? throw new InvalidOperationException("Ask a grain factory for references.");

    // The proxy class of an interface is made once; a copy of an instance is much cheaper than a new one.
    private static class Blank<TInterface>
    {
        public static readonly GrainReference Reference =
            (GrainReference)(object)DispatchProxy.Create<TInterface, GrainReference>()!;
    }
}
