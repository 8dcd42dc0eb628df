using Commerce.Grains.Kernel;
using Commerce.Grains.Access;
using Commerce.Grains.Mails;
using Commerce.Grains.Pricing;
using Commerce.Grains.Pricing.Charges;
using Commerce.Grains.Pricing.UserClasses;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;

namespace Commerce.Simulation.World.Meddling;

/// <summary>What staff do with products nobody buys, names, classes, rules, keys and mail templates.</summary>
internal static class ShopDeeds
{
    private const int Turns = 6;

    private static readonly TimeSpan ClaimTime = TimeSpan.FromMinutes(2);

    public static ImmutableArray<Deed> All { get; } =
    [
        (who, grains, call) => Catalogue(grains).Create(Product(who), Content(who), call),
        (who, grains, call) => Catalogue(grains).Change(Product(who), Content(who), call),
        (who, grains, call) => Catalogue(grains).Reprice(
            Product(who), new PriceChange.SetShipping(new(who.Chance.Below(900), "USD"), null), call),
        (who, grains, call) => Catalogue(grains).Remove(Product(who), call),
        (who, grains, call) => DirectProduct(who, grains).Remove(call),
        (who, grains, call) => DirectProduct(who, grains).Reprice(new PriceChange.SetShipping(null, null), call),
        (who, grains, call) => DirectProduct(who, grains).Create(Content(who), new("t", null, [], default), call),
        (who, grains, call) => DirectProduct(who, grains).Change(Content(who), new("t", null, [], default), call),
        Quarrel,
        (who, grains, call) => Class(who, grains).Create($"Class {who.Chance.Below(9)}", call),
        (who, grains, call) => Class(who, grains).Rename($"Class {who.Chance.Below(9)}", call),
        (who, grains, call) => Class(who, grains).Remove(call),
        (_, grains, call) => grains.GetGrain<ITaxRulesGrain>(ITaxRulesGrain.Only).Replace([], call),
        (who, grains, call) => grains.GetGrain<IShippingRulesGrain>(IShippingRulesGrain.Only).Set(
            new(Order: new(who.Chance.Below(900), "USD")), call),
        (who, grains, call) => Key(who, grains).Make(
            new(AccessKind.Admin, AccessRoles.Reader, "a key", "hash"), call),
        (who, grains, call) => Key(who, grains).Revoke(call),
        (_, grains, _) => grains.GetGrain<IServerKeysGrain>(IServerKeysGrain.Only).Open(new("tokens-0", "ids-0000")),
        (who, grains, call) => grains.GetGrain<IServerKeysGrain>(
            who.Chance.Percent(70) ? IServerKeysGrain.Only : "server-keys-other").Replace(
            new(ServerKeyUse.Tokens, $"key-{who.Chance.Between(1_000, 9_999)}"), call),
        (who, grains, call) => Template(who, grains).Create(Words(who), call),
        (who, grains, call) => Template(who, grains).Edit(Words(who), call),
    ];

    // Two want one name, and claim it for a short time, or for one that is over already.
    private static async Task Quarrel(Meddler who, IGrainFactory grains, Call call)
    {
        var slug = Slug(who);
        var owner = grains.GetGrain<ISlugOwnerGrain>(slug.Key());
        for (var turn = 0; turn < Turns; turn++)
        {
            var until = who.Town.Clock.Shown + who.Chance.Within(ClaimTime) - (ClaimTime / 2);
            await (who.Chance.Below(5) switch
            {
                0 or 1 => owner.Claim(slug, Holder(who), Ticket(who), until),
                2 => owner.Withdraw(Holder(who), Ticket(who)),
                3 => owner.Drop(Holder(who), who.Chance.Below(3), null),
                _ => owner.Keep(slug, Holder(who), who.Chance.Below(3), null),
            });
        }
    }

    // Few, so that each is made, changed, removed and asked for again.
    private static string Any(Meddler who) => $"{900 + who.Chance.Below(2)}";

    private static ProductId Product(Meddler who) => ProductId.Of($"product-9{Any(who)}");

    private static ProductContent Content(Meddler who)
    {
        var any = Any(who);
        return new(
            $"Ware {any}", $"ware-{any}", null, null, null, null, Active: true, Present: true, null, [], [],
            [
                new(
                    new($"SKU-{any}"), [], new(who.Chance.Between(199, 9_999), "USD"), 1, false, false, Backorder.None,
                    null),
            ],
            []);
    }

    private static MailTemplateContent Words(Meddler who) =>
        new("A mail", $"Your order {who.Chance.Below(99)}", "Thank you.", "", []);

    private static NameHolder Holder(Meddler who) => NameHolder.Of($"product-8{Any(who)}");

    private static OwnedName Slug(Meddler who) => OwnedName.Slug($"nobodys-name-{Any(who)}");

    private static string Ticket(Meddler who) => $"ticket-{who.Chance.Below(3)}";

    private static ICatalogueGrain Catalogue(IGrainFactory grains) => grains.GetGrain<ICatalogueGrain>("catalogue");

    private static IProductGrain DirectProduct(Meddler who, IGrainFactory grains) =>
        grains.GetGrain<IProductGrain>($"product-7{Any(who)}");

    private static IUserClassGrain Class(Meddler who, IGrainFactory grains) =>
        grains.GetGrain<IUserClassGrain>(ClassId.Named(Any(who)).Value);

    private static IAccessKeyGrain Key(Meddler who, IGrainFactory grains) =>
        grains.GetGrain<IAccessKeyGrain>(AccessKeyId.Of($"aaaaa{Any(who)}").Key);

    private static IMailTemplateGrain Template(Meddler who, IGrainFactory grains)
    {
        var automatic = who.Chance.Percent(30);
        var id = automatic ? MailTemplateId.Automatic(who.Chance.Between(1, 6)) : MailTemplateId.Named(Any(who));
        return grains.GetGrain<IMailTemplateGrain>(id.Value);
    }
}
