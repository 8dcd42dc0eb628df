using Commerce.Grains.Kernel;

namespace Commerce.Grains.Pricing.UserClasses;

/// <summary>A class is over: nobody is in it any more (UCL-02).</summary>
/// <param name="Class">Which.</param>
[GenerateSerializer, Immutable, Alias("user-class-errand.end-memberships")]
public sealed record EndMemberships(ClassId Class) : Errand($"members/{Class.Value}");
