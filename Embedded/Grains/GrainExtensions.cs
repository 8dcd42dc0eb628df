using Commerce.Embedded;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Who a grain, or the grain behind a reference, is.</summary>
public static class GrainExtensions
{
    /// <summary>Which grain.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        IGrainBase self => self.GrainContext.GrainId,
        _ => throw new ArgumentException($"{grain.GetType()} is neither a grain nor a reference.", nameof(grain)),
    };

    /// <summary>Its key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>A reference to it, by another of its interfaces.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => grain switch
    {
        TGrainInterface same and GrainReference => same,
        GrainReference reference => reference.As<TGrainInterface>(),
        IGrainBase self => ((Activation)self.GrainContext).Reference<TGrainInterface>(),
        _ => throw new ArgumentException($"{grain.GetType()} is neither a grain nor a reference.", nameof(grain)),
    };
}
