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
            await Together.All(some.Select(name => grains.OwnerOf(name).Withdraw(product, ticket)));
        }
    }

    private async Task<Refusal?> Claim(OwnedName[] names)
    {
        claimed.AddRange(names);
        var answers = await Together.All(names.Select(Claim));
        return answers.FirstOrDefault(refusal => refusal is not null);
    }

    private async Task<Refusal?> Claim(OwnedName name)
    {
        var answer = await AskOwner(name);
        if (answer is not Outcome<NameOwner>.Refused(NameTaken(var other))) return RefusalOf(name, answer);

        // The other may use it no more, and the owner has not heard of it yet: it is told now.
        var use = await grains.GetGrain<IProductGrain>(other.Value).Uses(name);
        if (use.Used || use.AsOf == 0) return RefusalOf(name, answer);
        await grains.OwnerOf(name).Drop(other, use.AsOf, null);
        answer = await AskOwner(name);

        // A claim of the other's that is not settled yet will be in a moment.
        return answer is Outcome<NameOwner>.Refused(NameTaken(var still)) && still == other
            ? new TryAgain($"'{name.Text}'")
            : RefusalOf(name, answer);
    }

    private Task<Outcome<NameOwner>> AskOwner(OwnedName name) =>
        grains.OwnerOf(name).Claim(name, product, ticket, until);

    private static Refusal? RefusalOf(OwnedName name, Outcome<NameOwner> answer) => (name, answer) switch
    {
        ({ Kind: NameKind.Sku }, Outcome<NameOwner>.Refused(NameTaken taken)) =>
            new SkuTaken(new(name.Text), ProductId.Of(taken.Owner.Value)),
        (_, Outcome<NameOwner>.Refused(NameTaken)) => new SlugTaken(name.Text),
        (_, Outcome<NameOwner>.Refused(var why)) => why,
        _ => null,
    };
}
