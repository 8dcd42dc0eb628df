namespace Commerce.Grains.Pricing;

/// <summary>What prices and tax need to know of a buyer.</summary>
/// <param name="Classes">The user classes the buyer is in or asked to be in (UCL-04).</param>
/// <param name="TaxExempt">Whether no tax is taken (TAX-01).</param>
[GenerateSerializer, Immutable, Alias("buyer-terms")]
public sealed record BuyerTerms(ImmutableArray<ClassMembership> Classes, bool TaxExempt)
{
    /// <summary>Who is not signed in: in no class, and taxed.</summary>
    public static BuyerTerms Guest { get; } = new([], TaxExempt: false);
}

/// <summary>A buyer's place in a user class.</summary>
/// <param name="Class">Which class.</param>
/// <param name="Approved">What staff said; null: nothing yet.</param>
[GenerateSerializer, Immutable, Alias("class-membership")]
public sealed record ClassMembership(ClassId Class, bool? Approved);
