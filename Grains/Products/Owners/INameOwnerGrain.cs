using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products.Owners;

/// <summary>The owner of one unique name, keyed by <see cref="OwnedName.Key"/>.</summary>
[Alias("name-owner")]
public interface INameOwnerGrain : IGrainWithStringKey
{
    /// <summary>A holder is about to use the name: nobody else can have it for a while.</summary>
    /// <remarks>Refusals: <see cref="NameTaken"/>, <see cref="TryAgain"/>.</remarks>
    /// <param name="name">The name as shown.</param>
    /// <param name="holder">The holder, which need not exist yet.</param>
    /// <param name="ticket">Names this claim among others of the holder.</param>
    /// <param name="until">When the holder is asked whether it uses the name.</param>
    [Alias("claim")]
    Task<Outcome<NameOwner>> Claim(OwnedName name, NameHolder holder, string ticket, DateTimeOffset until);

    /// <summary>The holder will not use it after all.</summary>
    /// <param name="holder">The holder.</param>
    /// <param name="ticket">Which claim.</param>
    [Alias("withdraw")]
    Task<Outcome<NameOwner>> Withdraw(NameHolder holder, string ticket);

    /// <summary>The holder was asked, and uses it.</summary>
    /// <remarks>Refusals: <see cref="NameTaken"/>.</remarks>
    /// <param name="name">The name as shown.</param>
    /// <param name="holder">The holder.</param>
    /// <param name="asOf">The holder's version that said so.</param>
    /// <param name="ticket">The claim that is settled by it.</param>
    [Alias("keep")]
    Task<Outcome<NameOwner>> Keep(OwnedName name, NameHolder holder, long asOf, string? ticket);

    /// <summary>The holder was asked, and does not use it.</summary>
    /// <param name="holder">The holder.</param>
    /// <param name="asOf">The holder's version that said so.</param>
    /// <param name="ticket">The claim that is settled by it.</param>
    [Alias("drop")]
    Task<Outcome<NameOwner>> Drop(NameHolder holder, long asOf, string? ticket);

    /// <summary>Whose it is, or is about to be.</summary>
    [Alias("view")]
    Task<NameOwner> View();
}

/// <summary>The owner of a SKU.</summary>
[Alias("sku-owner")]
public interface ISkuOwnerGrain : INameOwnerGrain;

/// <summary>The owner of a slug.</summary>
[Alias("slug-owner")]
public interface ISlugOwnerGrain : INameOwnerGrain;

/// <summary>The owner of a customer's e-mail address, keyed by a hash of it.</summary>
[Alias("email-owner")]
public interface IEmailOwnerGrain : INameOwnerGrain;

/// <summary>Who uses a name: the key of the entity that is asked.</summary>
/// <param name="Value">The key: <c>product-…</c>, <c>customer-…</c>.</param>
[GenerateSerializer, Immutable, Alias("name-holder")]
public readonly record struct NameHolder(string Value) : IIdentifier<NameHolder>
{
    /// <inheritdoc/>
    public static NameHolder Of(string value) => new(value);

    /// <summary>A product that uses a name.</summary>
    /// <param name="product">The product.</param>
    public static implicit operator NameHolder(ProductId product) => new(product.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Whose a name is.</summary>
/// <param name="Holder">The holder that uses it, or is about to; null: nobody's.</param>
[GenerateSerializer, Immutable, Alias("name-owner-view")]
public sealed record NameOwner(NameHolder? Holder);

/// <summary>Another holder has this name, or is about to.</summary>
/// <param name="Owner">Which.</param>
[GenerateSerializer, Immutable, Alias("refusal.name-taken")]
public sealed record NameTaken(NameHolder Owner) : Refusal(RefusalKind.NotAllowed, "Another holder has this name.");
