using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products.Owners;

/// <summary>The owner of one unique name, keyed by <see cref="OwnedName.Key"/>.</summary>
[Alias("name-owner")]
public interface INameOwnerGrain : IGrainWithStringKey
{
    /// <summary>A product is about to use the name: nobody else can have it for a while.</summary>
    /// <remarks>Refusals: <see cref="NameTaken"/>, <see cref="TryAgain"/>.</remarks>
    /// <param name="name">The name as shown.</param>
    /// <param name="product">The product, which need not exist yet.</param>
    /// <param name="ticket">Names this claim among others of the product.</param>
    /// <param name="until">When the product is asked whether it uses the name.</param>
    [Alias("claim")]
    Task<Outcome<NameOwner>> Claim(OwnedName name, ProductId product, string ticket, DateTimeOffset until);

    /// <summary>The product will not use it after all.</summary>
    /// <param name="product">The product.</param>
    /// <param name="ticket">Which claim.</param>
    [Alias("withdraw")]
    Task<Outcome<NameOwner>> Withdraw(ProductId product, string ticket);

    /// <summary>The product was asked, and uses it.</summary>
    /// <remarks>Refusals: <see cref="NameTaken"/>.</remarks>
    /// <param name="name">The name as shown.</param>
    /// <param name="product">The product.</param>
    /// <param name="asOf">The product's version that said so.</param>
    /// <param name="ticket">The claim that is settled by it.</param>
    [Alias("keep")]
    Task<Outcome<NameOwner>> Keep(OwnedName name, ProductId product, long asOf, string? ticket);

    /// <summary>The product was asked, and does not use it.</summary>
    /// <param name="product">The product.</param>
    /// <param name="asOf">The product's version that said so.</param>
    /// <param name="ticket">The claim that is settled by it.</param>
    [Alias("drop")]
    Task<Outcome<NameOwner>> Drop(ProductId product, long asOf, string? ticket);

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

/// <summary>Whose a name is.</summary>
/// <param name="Product">The product that uses it, or is about to; null: nobody's.</param>
[GenerateSerializer, Immutable, Alias("name-owner-view")]
public sealed record NameOwner(ProductId? Product);

/// <summary>Another product has this name, or is about to.</summary>
/// <param name="Owner">Which.</param>
[GenerateSerializer, Immutable, Alias("refusal.name-taken")]
public sealed record NameTaken(ProductId Owner) : Refusal(RefusalKind.NotAllowed, "Another product has this name.");
