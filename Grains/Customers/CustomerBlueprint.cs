using Commerce.Grains.Kernel;
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
            Errands = static (key, state, happened) =>
                happened is CustomerEvent.Registered e && state is CustomerState.Known known
                    ? [new AskUse(OwnedName.Email(known.Email), CustomerId.Of(key), e.Ticket)]
                    : [],
        };

    private static CustomerView ViewOf(string key, CustomerState state) => state is CustomerState.Known s
        ? new(
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
            s.CreatedAt)
        : throw new System.Diagnostics.UnreachableException();
}
