using Commerce.Grains.Kernel;
using Commerce.Grains.Products.Owners;

namespace Commerce.Grains.Products;

/// <summary>Claims names for a product before it uses them, and gives them back when it does not.</summary>
internal sealed class NameClaims(IGrainFactory grains, ProductId product, string ticket, DateTimeOffset until)
{
    private const int AtOnce = 50;
    private readonly List<OwnedName> claimed = [];

    /// <summary>Claims all, or says why not; what was claimed so far is known to <see cref="GiveBack"/>.</summary>
    public async Task<Refusal?> Claim(string? slug, ImmutableArray<Sku> skus)
    {
        if (slug is not null && await Claim([OwnedName.Slug(slug)]) is { } taken) return taken;
        foreach (var some in skus.Chunk(AtOnce))
        {
            if (await Claim([.. some.Select(OwnedName.Sku)]) is { } refused) return refused;
        }

        return null;
    }

    /// <summary>Sets free what was claimed; a name whose owner cannot be reached lapses by itself.</summary>
    public async Task GiveBack()
    {
        foreach (var some in claimed.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(name => grains.OwnerOf(name).Withdraw(product, ticket)));
        }
    }

    private async Task<Refusal?> Claim(OwnedName[] names)
    {
        claimed.AddRange(names);
        var answers = await Task.WhenAll(
            names.Select(name => grains.OwnerOf(name).Claim(name, product, ticket, until)));
        return names.Zip(answers, RefusalOf).FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? RefusalOf(OwnedName name, Outcome<NameOwner> answer) => (name, answer) switch
    {
        ({ Kind: NameKind.Sku }, Outcome<NameOwner>.Refused(NameTaken taken)) =>
            new SkuTaken(new(name.Text), ProductId.Of(taken.Owner.Value)),
        (_, Outcome<NameOwner>.Refused(NameTaken)) => new SlugTaken(name.Text),
        (_, Outcome<NameOwner>.Refused(var why)) => why,
        _ => null,
    };
}
