using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Pricing.UserClasses;
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
        CustomerId? owner = null;
        if (claimed is Outcome<NameOwner>.Refused { Why: NameTaken taken })
        {
            // Nobody may tell from the answer or its time that there is an account: all that is done for a free
            // address is done for one that is taken too, with a name that stands for it.
            owner = CustomerId.Of(taken.Owner.Value);
            var credentials = Customer(owner.Value).Credentials();
            name = StandIn(id);
            claimed = await Owner(name).Claim(name, id, ticket, until);

            // The other one is only about to be made, or its making was cut short.
            if (await credentials is null)
            {
                await Owner(name).Withdraw(id, ticket);
                return new TryAgain("The account");
            }
        }

        if (claimed is Outcome<NameOwner>.Refused(var why)) return why;
        var outcome = await Customer(id).Register(
            new(person.Name, person.Email, person.PasswordHash, ticket, until) { Owner = owner }, call);

        // Settled at once where nothing new was written: a repeat, or a refusal. Else the customer's errand says it.
        if (outcome is not Outcome<CustomerView>.Done) await Owner(name).Withdraw(id, ticket);
        return outcome;
    }

    public async Task<Credentials?> Find(string email) =>
        await Owner(OwnedName.Email(email)).View() is { Holder: { } holder }
            ? await Customer(CustomerId.Of(holder.Value)).Credentials()
            : null;

    public async Task<Outcome<CartView>> TakeCart(CartId guest, CustomerId customer, Call call)
    {
        if (await OpenCartOf(customer, guest) is { } into)
        {
            var merged = await Cart(guest).Merge(new(into, customer), call);
            if (merged is not Outcome<CartView>.Done) return merged;
            var given = await Cart(guest).Basis();

            // The cart's errand brings the lines too; here the shopper waits to see them.
            if (given.Into is { } taker)
            {
                await Cart(taker).TakeLines(await GrainFactory.GetGrain<ICartMergerGrain>("merger").Taking(
                    taker, new(guest, customer, given.Lines) { Offers = given.Offers }));
            }

            return await Cart(given.Into ?? into).View();
        }

        var claimed = await Cart(guest).Claim(customer, call);
        if (claimed is Outcome<CartView>.Done) await Customer(customer).UseCart(guest);
        return claimed;
    }

    public async Task<Outcome<CustomerView>> Place(CustomerId customer, CustomerCommand command, Call call)
    {
        string[] wanted = command switch
        {
            CustomerCommand.ChooseClasses choose => [.. choose.ClassIds.Take(CustomerLimits.ClassesMost)],
            CustomerCommand.SetMembership set => [set.ClassId],
            _ => [],
        };
        var missing = await Together.All(wanted.Select(IsMissing));
        if (missing.IndexOf(true) is >= 0 and var place)
        {
            return command is CustomerCommand.SetMembership
                ? new NotFound("user class")
                : new InvalidValue("There is no such class.") { Param = $"/classes/{place}" };
        }

        return await Customer(customer).Change(command, call);
    }

    // What is no class's id is refused by the customer.
    private async Task<bool> IsMissing(string id) => ClassId.IsOne(id)
        && await GrainFactory.GetGrain<IUserClassGrain>(id).View() is not Outcome<UserClassView>.Done;

    // The cart that the customer goes on with, if it is open and another one than the guest's.
    private async Task<CartId?> OpenCartOf(CustomerId customer, CartId guest)
    {
        if (await Customer(customer).View() is not Outcome<CustomerView>.Done({ Cart: { } cart }, _)) return null;
        if (cart == guest) return null;
        var basis = await Cart(cart).Basis();
        return basis.View.Status is "open" or "frozen" && basis.Customer == customer ? cart : null;
    }

    /// <summary>What is claimed in place of an address that is another customer's: no address, so nobody else wants
    /// it.</summary>
    internal static OwnedName StandIn(CustomerId id) => OwnedName.Email(id.Value);

    private ICartGrain Cart(CartId cart) => GrainFactory.GetGrain<ICartGrain>(cart.Value);

    private ICustomerGrain Customer(CustomerId id) => GrainFactory.GetGrain<ICustomerGrain>(id.Value);

    private IEmailOwnerGrain Owner(OwnedName name) => GrainFactory.GetGrain<IEmailOwnerGrain>(name.Key());
}
