using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using static Commerce.Grains.Customers.CustomerCommand;
using static Commerce.Grains.Customers.CustomerEvent;

namespace Commerce.Grains.Customers;

/// <summary>The address book (CHK-02, CHK-03): pure. Orders keep their own copies.</summary>
internal static class AddressRules
{
    public static Decision<CustomerEvent> Decide(CustomerState.Known known, CustomerCommand command)
    {
        switch (command)
        {
            case AddAddress(var id, var said):
                if (FaultOf(said) is { } wrong) return wrong;
                var address = said.Settled();
                if (Find(known, id)?.Address == address) return Already.Done;
                if (Find(known, id) is not null) return new NotAllowed("kept", "add_address");
                return known.Addresses.Length >= CustomerLimits.AddressesMost
                    ? new AccountFull("addresses", CustomerLimits.AddressesMost)
                    : new AddressKept(id, address);
            case ChangeAddress(var id, var said):
                if (Find(known, id) is not { } kept) return new NotFound("address");
                if (FaultOf(said) is { } fault) return fault;
                return kept.Address == said.Settled() ? Already.Done : new AddressKept(id, said.Settled());
            case RemoveAddress(var id):
                return Find(known, id) is null ? Already.Done : new AddressRemoved(id);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public static ImmutableArray<CustomerAddress> With(
        ImmutableArray<CustomerAddress> addresses, CustomerEvent happened) => happened switch
        {
            AddressKept e when addresses.Any(one => one.Id == e.Id) =>
                [.. addresses.Select(one => one.Id == e.Id ? new(e.Id, e.Address) : one)],
            AddressKept e => addresses.Add(new(e.Id, e.Address)),
            AddressRemoved e => addresses.RemoveAll(one => one.Id == e.Id),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // The rule of a delivery's address (CHK-03); here the address is all that is said.
    private static InvalidValue? FaultOf(Address address) => address.Fault() is { Param: { } place } fault
        ? fault with { Param = place["/address".Length..] }
        : null;

    private static CustomerAddress? Find(CustomerState.Known known, string id) =>
        known.Addresses.FirstOrDefault(one => one.Id == id);
}
