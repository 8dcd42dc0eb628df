using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;

namespace Commerce.Grains.Customers;

/// <summary>What a customer is to the Kernel.</summary>
internal static class CustomerBlueprint
{
    public static Blueprint<CustomerState, CustomerCommand, CustomerEvent, CustomerView> Of(ShopSettings settings) =>
        new()
        {
            Initial = new CustomerState.Blank(),
            Decide = (state, command, now) => CustomerMachine.Decide(settings, state, command, now),
            Evolve = CustomerMachine.Evolve,
            View = ViewOf,
            Rows = static (_, state) => CustomerRows.Of(state),
            DueAt = SavedMethodRules.AskAt,
            Questions = static (key, state, now) => [.. SavedMethodRules.Questions(CustomerId.Of(key), state, now)],
            Errands = static (key, state, happened) => ErrandsOf(CustomerId.Of(key), state, happened),
            Outgoing = static (_, state, happened) =>
                happened is CustomerEvent.RegistrationHeard && state is CustomerState.Known known
                    ? [AccountMails.AlreadyThere(known.Email)]
                    : [],
        };

    // Whether an address was free or not, what its claim came to is settled alike.
    private static ImmutableArray<Errand> ErrandsOf(CustomerId id, CustomerState state, CustomerEvent happened) =>
        (happened, state) switch
        {
            (CustomerEvent.Registered e, CustomerState.Known known) =>
                [new AskUse(OwnedName.Email(known.Email), id, e.Ticket)],
            (CustomerEvent.TurnedAway e, _) =>
                [new AskUse(AccountGrain.StandIn(id), id, e.Ticket), new TellOwner(e.Owner)],
            _ => [],
        };

    private static CustomerView ViewOf(string key, CustomerState state) => state switch
    {
        CustomerState.Known known => ViewOf(key, known),

        // What an account shows that nobody has used so far; who it is for is said by whoever asks.
        CustomerState.Decoy decoy => new(
            CustomerId.Of(key), "", "", TaxExempt: false, SavesMethods: false, Addresses: [], Classes: [], Methods: [],
            GatewayCustomer: null, Certificates: [], Cart: null, decoy.At),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static CustomerView ViewOf(string key, CustomerState.Known s) => new(
        CustomerId.Of(key),
        s.Name,
        s.Email,
        s.TaxExempt,
        s.SavesMethods,
        s.Addresses,
        s.Classes,
        s.Methods,
        s.GatewayCustomer,
        s.Certificates,
        s.Cart,
        s.CreatedAt);
}
