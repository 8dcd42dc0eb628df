using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;

namespace Commerce.Grains.Customers;

/// <summary>Tells a customer that somebody wanted to make an account with their address.</summary>
/// <param name="Owner">Whose address it is.</param>
[GenerateSerializer, Immutable, Alias("errand.customer-hears-of-registration")]
internal sealed record TellOwner(CustomerId Owner) : Errand(Owner.Value);

/// <summary>Tells the owner of an e-mail address whether a customer has it *now*, however old the errand is; and the
/// customer whose it is that somebody else wanted it.</summary>
internal sealed class CustomerCourier(IGrainFactory grains) : ICourier
{
    public bool Carries(Errand errand) => errand is AskUse { Name.Kind: NameKind.Email } or TellOwner;

    public async Task<bool> Deliver(Errand errand)
    {
        if (errand is TellOwner tell)
        {
            await grains.GetGrain<ICustomerGrain>(tell.Owner.Value).Change(
                new CustomerCommand.HearOfRegistration(), Call.System);
            return true;
        }

        var ask = (AskUse)errand;
        var use = await grains.GetGrain<ICustomerGrain>(ask.Holder.Value).Uses(ask.Name);
        var owner = grains.GetGrain<IEmailOwnerGrain>(ask.Name.Key());
        await (use.Used
            ? owner.Keep(ask.Name, ask.Holder, use.AsOf, ask.Ticket)
            : owner.Drop(ask.Holder, use.AsOf, ask.Ticket));
        return true;
    }
}
