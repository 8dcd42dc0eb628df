using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Certificates;

/// <summary>Keeps room for certificates in a customer's account, which holds so many and no more: those that nothing
/// can be spent of go first. What comes back to one of them later brings it back too.</summary>
internal sealed class CertificateRoom(IGrainFactory grains, EntityTools tools)
{
    /// <summary>Makes room if there is none; answers why there is none still.</summary>
    public async Task<Refusal?> Make(CustomerId owner)
    {
        if (await Customer(owner).View() is not Outcome<CustomerView>.Done(var known, _))
            return new NotFound("customer");
        if (known.HasRoomForCertificates()) return null;
        var now = tools.Clock.Now();
        var seen = await Together.All(known.Certificates.Select(id => Certificate(CertificateId.Of(id)).View()));
        var spent = seen.OfType<Outcome<CertificateView>.Done>().Select(done => done.Value)
            .Where(one => !one.UsableAt(now).IsPositive)
            .ToList();
        foreach (var one in spent) await Customer(owner).RemoveCertificate(new(one.Id.Value), Call.System);
        return spent.Count > 0 ? null : new AccountFull("gift certificates", known.Certificates.Length);
    }

    /// <summary>Puts one into its owner's account; where there is no room even so, a person hears of it. False: to be
    /// tried again.</summary>
    public async Task<bool> Give(CertificateId id, CustomerId owner)
    {
        var given = await Add(id, owner);
        if (given is AccountFull && await Make(owner) is null) given = await Add(id, owner);
        if (given is AccountFull) await Certificate(id).LeaveOut(Call.System);
        return given is not { Kind: RefusalKind.Unavailable };
    }

    private async Task<Refusal?> Add(CertificateId id, CustomerId owner) =>
        await Customer(owner).AddCertificate(new(id.Value), Call.System) is Outcome<CustomerView>.Refused(var why)
            ? why
            : null;

    private ICertificateGrain Certificate(CertificateId id) => grains.GetGrain<ICertificateGrain>(id.Value);

    private ICustomerGrain Customer(CustomerId id) => grains.GetGrain<ICustomerGrain>(id.Value);
}
