using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing.UserClasses;

namespace Commerce.Grains.Customers;

/// <summary>Takes everybody out of a class that is over (UCL-02).</summary>
internal sealed class MembershipCourier(IGrainFactory grains) : ICourier
{
    private const int AtOnce = 100;

    public bool Carries(Errand errand) => errand is EndMemberships;

    public async Task<bool> Deliver(Errand errand)
    {
        var ended = ((EndMemberships)errand).Class.Value;
        string? cursor = null;
        do
        {
            if (await Members(ended, cursor) is not Outcome<Page<CustomerListEntry>>.Done(var page, _)) return false;
            foreach (var member in page.Items)
            {
                await grains.GetGrain<ICustomerGrain>(member.Id.Value)
                    .Change(new CustomerCommand.EndMembership(ended), Call.System);
            }

            cursor = page.Next;
        }
        while (cursor is not null);

        return true;
    }

    private Task<Outcome<Page<CustomerListEntry>>> Members(string ended, string? cursor) =>
        grains.GetGrain<ICustomerListGrain>("customers").List(new(null, ended, null), new(AtOnce, cursor));
}
