using System.Security.Cryptography;
using System.Text;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products;

/// <summary>One product, keyed by its id. Made and changed through <see cref="ICatalogueGrain"/>, which claims its
/// names first.</summary>
[Alias("product")]
public interface IProductGrain : IGrainWithStringKey
{
    /// <summary>Makes it.</summary>
    /// <remarks>Refusals: <see cref="InvalidValue"/>, <see cref="NotAllowed"/> when it exists with other content,
    /// <see cref="TryAgain"/> when a name was not claimed or the claim lapses.</remarks>
    /// <param name="content">All of it.</param>
    /// <param name="claims">The names claimed.</param>
    /// <param name="call">Who asks.</param>
    [Alias("create")]
    Task<Outcome<ProductView>> Create(ProductContent content, Claims claims, Call call);

    /// <summary>Replaces all that is said of it.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>, <see cref="InvalidValue"/>, <see cref="VersionStale"/>,
    /// <see cref="TryAgain"/> when a name was not claimed or the claim lapses.</remarks>
    /// <param name="content">All of it.</param>
    /// <param name="claims">The names claimed.</param>
    /// <param name="call">Who asks.</param>
    [Alias("change")]
    Task<Outcome<ProductView>> Change(ProductContent content, Claims claims, Call call);

    /// <summary>Changes what it costs besides its regular prices.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>, <see cref="InvalidValue"/>, <see cref="NotAllowed"/> when the sale
    /// exists with other content, <see cref="VersionStale"/>.</remarks>
    /// <param name="change">What is changed.</param>
    /// <param name="call">Who asks.</param>
    [Alias("reprice")]
    Task<Outcome<ProductView>> Reprice(PriceChange change, Call call);

    /// <summary>Takes it out of the shop; its names are free again.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    /// <param name="call">Who asks.</param>
    [Alias("remove")]
    Task<Outcome<ProductView>> Remove(Call call);

    /// <summary>Reads it.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    [Alias("view")]
    Task<Outcome<ProductView>> View();

    /// <summary>Says whether it uses a name.</summary>
    /// <param name="name">A SKU or slug.</param>
    [Alias("uses")]
    Task<NameUse> Uses(OwnedName name);
}

/// <summary>Whether a product uses a name.</summary>
/// <param name="Used">Whether it does.</param>
/// <param name="AsOf">The product's version that says so.</param>
[GenerateSerializer, Immutable, Alias("name-use")]
public sealed record NameUse(bool Used, long AsOf);

/// <summary>A name that only one product, or one customer, may have.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Text">The name.</param>
[GenerateSerializer, Immutable, Alias("owned-name")]
public sealed record OwnedName(NameKind Kind, string Text)
{
    /// <summary>A SKU.</summary>
    /// <param name="sku">Which.</param>
    public static OwnedName Sku(Sku sku) => new(NameKind.Sku, sku.Value);

    /// <summary>A slug.</summary>
    /// <param name="slug">Which.</param>
    public static OwnedName Slug(string slug) => new(NameKind.Slug, slug);

    /// <summary>A customer's e-mail address: a hash of it, as names stand in histories and errands.</summary>
    /// <param name="address">The address; case and blanks around it are ignored.</param>
    public static OwnedName Email(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var normal = address.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return new(NameKind.Email, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normal))));
    }

    /// <summary>The key of the name's owner grain.</summary>
    public string Key() => Kind switch
    {
        NameKind.Sku => EntityKey.Of("sku-", Text),
        NameKind.Email => EntityKey.Of("email-", Text),
        _ => EntityKey.Of("slug-", Text),
    };
}

/// <summary>What a unique name names.</summary>
[GenerateSerializer, Alias("name-kind")]
public enum NameKind
{
    /// <summary>A variant.</summary>
    Sku,

    /// <summary>A product, in addresses.</summary>
    Slug,

    /// <summary>A customer, when signing in.</summary>
    Email,
}
