using Commerce.Grains.Kernel;
using Commerce.Grains.Products.Owners;
using Commerce.Grains.Stock;

namespace Commerce.Grains.Products;

/// <summary>Tells owners of names and stock items what a product says *now*, however old the errand is.</summary>
internal sealed class ProductCourier(IGrainFactory grains) : ICourier
{
    public bool Carries(Errand errand) =>
        errand is AskUse { Name.Kind: NameKind.Sku or NameKind.Slug } or TellBackorder;

    public Task<bool> Deliver(Errand errand) => errand is AskUse ask ? Deliver(ask) : Deliver((TellBackorder)errand);

    private async Task<bool> Deliver(AskUse ask)
    {
        var use = await Product(ProductId.Of(ask.Holder.Value)).Uses(ask.Name);
        var owner = grains.OwnerOf(ask.Name);
        await (use.Used
            ? owner.Keep(ask.Name, ask.Holder, use.AsOf, ask.Ticket)
            : owner.Drop(ask.Holder, use.AsOf, ask.Ticket));
        return true;
    }

    private async Task<bool> Deliver(TellBackorder tell)
    {
        if (await Product(tell.Product).View() is not Outcome<ProductView>.Done(var view, _)) return true;
        var variant = view.Content.Variants.FirstOrDefault(one => one.Sku == tell.Sku);
        if (variant is not { Tracked: true }) return true;
        var stock = grains.GetGrain<IStockGrain>(StockKey.Of(variant.Sku));
        await stock.SetBackorder(variant.Sku, variant.Backorder, new(view.Id, view.Version), Call.System);
        return true;
    }

    private IProductGrain Product(ProductId id) => grains.GetGrain<IProductGrain>(id.Value);
}

/// <summary>Finds the owners of names.</summary>
internal static class NameOwners
{
    public static INameOwnerGrain OwnerOf(this IGrainFactory grains, OwnedName name) => name.Kind switch
    {
        NameKind.Sku => grains.GetGrain<ISkuOwnerGrain>(name.Key()),
        NameKind.Email => grains.GetGrain<IEmailOwnerGrain>(name.Key()),
        _ => grains.GetGrain<ISlugOwnerGrain>(name.Key()),
    };
}
