using Commerce.Grains.Kernel;

namespace Commerce.Grains.Pricing;

/// <summary>The price that a buyer pays for one unit, and why (PRC-01, PRC-02).</summary>
/// <param name="Amount">The price.</param>
/// <param name="Name">What it is called: <c>Our Price</c>, <c>Student Price</c>, a sale's own name.</param>
[GenerateSerializer, Immutable, Alias("price-choice")]
public sealed record PriceChoice(Money Amount, string Name)
{
    /// <summary>Name of the regular price (PRC-02).</summary>
    public const string OurPrice = "Our Price";

    /// <summary>Name of a class's price while the names of classes are not shown (UCL-05).</summary>
    public const string SpecialPrice = "Special Price";

    internal PriceChoice Or(Money amount, string name) => amount < Amount ? new(amount, name) : this;
}

/// <summary>Whose price is looked for, and when.</summary>
/// <param name="Classes">The classes whose prices the buyer may have.</param>
/// <param name="ShowClassNames">Whether buyers see the names of classes (UCL-05).</param>
/// <param name="OfferCode">The code that the buyer holds for the product (PRC-08).</param>
/// <param name="Now">The time.</param>
public sealed record PriceAsk(
    ImmutableArray<NamedClass> Classes, bool ShowClassNames, string? OfferCode, DateTimeOffset Now);

/// <summary>A user class and what it is called.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record NamedClass(ClassId Id, string Name);
