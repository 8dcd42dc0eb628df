using System.Text.Json.Serialization;

namespace Commerce.Grains.Kernel;

/// <summary>The business says no: a value with a name and data, never an exception.</summary>
/// <param name="Kind">How a caller should take it.</param>
/// <param name="Detail">One sentence for a person.</param>
[GenerateSerializer, Immutable, Alias("refusal")]
public abstract record Refusal(RefusalKind Kind, string Detail)
{
    /// <summary>The stable name that clients compare: the type's name in snake case, <c>out_of_stock</c>.</summary>
    [JsonIgnore]
    public string Code => SnakeCase.OfType(this);

    /// <summary>Whether the same request may succeed later without any change.</summary>
    [JsonIgnore]
    public virtual bool Retryable => Kind is RefusalKind.TooMany or RefusalKind.Unavailable;

    /// <summary>JSON pointer to the field at fault, if one is.</summary>
    [Id(0)]
    public string? Param { get; init; }
}
