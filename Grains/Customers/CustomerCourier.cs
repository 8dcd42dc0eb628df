using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;

namespace Commerce.Grains.Customers;

/// <summary>Tells the owner of an e-mail address whether a customer has it *now*, however old the errand is.</summary>
internal sealed class CustomerCourier(IGrainFactory grains) : ICourier
{
    public bool Carries(Errand errand) => errand is AskUse { Name.Kind: NameKind.Email };

    public async Task<bool> Deliver(Errand errand)
    {
        var ask = (AskUse)errand;
        var use = await grains.GetGrain<ICustomerGrain>(ask.Holder.Value).Uses(ask.Name);
        var owner = grains.GetGrain<IEmailOwnerGrain>(ask.Name.Key());
        await (use.Used
            ? owner.Keep(ask.Name, ask.Holder, use.AsOf, ask.Ticket)
            : owner.Drop(ask.Holder, use.AsOf, ask.Ticket));
        return true;
    }
}
