using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;
using Orleans.Concurrency;

namespace Commerce.Grains.Customers;

[StatelessWorker, Reentrant, GrainType("account")]
internal sealed class AccountGrain(IIdSource ids, EntityTools tools) : Grain, IAccountGrain
{
    public async Task<Outcome<CustomerView>> Register(CustomerId id, NewCustomer person, Call call)
    {
        var name = OwnedName.Email(person.Email);
        var (ticket, until) = (ids.Next(), tools.Clock.Now() + tools.Settings.HoldTime);
        var claimed = await Owner(name).Claim(name, id, ticket, until);
        if (claimed is Outcome<NameOwner>.Refused(var why)) return why is NameTaken ? new EmailTaken() : why;
        var outcome = await Customer(id).Register(
            new(person.Name, person.Email, person.PasswordHash, ticket, until), call);

        // Settled at once where nothing new was written: a repeat, or a refusal. Else the customer's errand says it.
        if (outcome is not Outcome<CustomerView>.Done) await Owner(name).Withdraw(id, ticket);
        return outcome;
    }

    public async Task<Credentials?> Find(string email) =>
        await Owner(OwnedName.Email(email)).View() is { Holder: { } holder }
            ? await Customer(CustomerId.Of(holder.Value)).Credentials()
            : null;

    private ICustomerGrain Customer(CustomerId id) => GrainFactory.GetGrain<ICustomerGrain>(id.Value);

    private IEmailOwnerGrain Owner(OwnedName name) => GrainFactory.GetGrain<IEmailOwnerGrain>(name.Key());
}
