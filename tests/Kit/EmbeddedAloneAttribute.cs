using Xunit.v3;

namespace Commerce.Kit;

/// <summary>A test of something that Orleans does not say, or that cannot be seen there: it runs on the Embedded
/// edition alone.</summary>
/// <param name="why">What keeps it from running on Orleans.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class EmbeddedAloneAttribute(string why) : Attribute, ITraitAttribute
{
    /// <summary>What keeps it from running on Orleans.</summary>
    public string Why => why;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Edition", "Embedded")];
}
