using System.Buffers;
using System.Text.Json.Serialization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products.Owners;

namespace Commerce.Grains.Customers;

/// <summary>A customer's id: <c>customer-…</c>. It is no secret.</summary>
/// <param name="Value">The text.</param>
[GenerateSerializer, Immutable, Alias("customer-id")]
public readonly record struct CustomerId(string Value) : IIdentifier<CustomerId>
{
    /// <summary>What every id of a customer starts with.</summary>
    public const string Prefix = "customer-";

    private static readonly SearchValues<char> Letters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>What follows the prefix; only of what is one (<see cref="IsOne"/>).</summary>
    [JsonIgnore]
    public string Name => Value[Prefix.Length..];

    /// <inheritdoc/>
    public static CustomerId Of(string value) => new(value);

    /// <summary>The customer with a name that nobody else has: letters and digits.</summary>
    /// <param name="name">What follows the prefix.</param>
    public static CustomerId Named(string name) => new(Prefix + name);

    /// <summary>Whether a text can be a customer's id at all.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(string text) =>
        text.Length is > 9 and <= 64 && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Letters) < 0;

    /// <summary>A customer who has an e-mail address.</summary>
    /// <param name="customer">The customer.</param>
    public static implicit operator NameHolder(CustomerId customer) => new(customer.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
