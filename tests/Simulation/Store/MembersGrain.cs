using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Orleans.Concurrency;
using Orleans.Runtime;
using static Commerce.Grains.Customers.CustomerState;

namespace Commerce.Simulation.Store;

/// <summary>Knows who is in a user class, as the read tables do.</summary>
[StatelessWorker, Reentrant, GrainType("customer-list")]
internal sealed class MembersGrain(MemoryStore store) : Grain, ICustomerListGrain
{
    public Task<Outcome<Page<CustomerListEntry>>> List(CustomerFilter filter, PageRequest page)
    {
        IEnumerable<CustomerListEntry> members =
            from one in store.All("customer")
            let known = one.State as Known
            where known is not null && known.Classes.Any(member => member.ClassId == filter.ClassId)
            select new CustomerListEntry(
                CustomerId.Of(one.Id), known.Name, known.Email, known.TaxExempt, known.CreatedAt);
        return Task.FromResult<Outcome<Page<CustomerListEntry>>>(
            new Outcome<Page<CustomerListEntry>>.Done(new([.. members], null), 0));
    }
}
