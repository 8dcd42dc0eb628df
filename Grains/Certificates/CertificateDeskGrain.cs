using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Orleans.Concurrency;

namespace Commerce.Grains.Certificates;

[StatelessWorker, Reentrant, GrainType("certificate-desk")]
internal sealed class CertificateDeskGrain(
    CertificateTill till, CertificateRoom room, KeptMethods methods) : Grain, ICertificateDeskGrain
{
    public async Task<Outcome<CertificateView>> Issue(CertificateId id, StaffGift gift, Call call)
    {
        if (await room.Make(gift.Owner) is { } why) return why;
        var issued = await Certificate(id).Issue(new(0, gift.Owner, gift.Amount, gift.Expires, call.Who), call);

        // At once, so that the customer need not wait for the errand.
        if (issued is Outcome<CertificateView>.Done) await room.Give(id, gift.Owner);
        return issued;
    }

    public async Task<Outcome<CertificateView>> Buy(CertificateId id, PurchaseWish wish, Call call)
    {
        if (await Customer(wish.Buyer).View() is not Outcome<CustomerView>.Done(var buyer, _))
            return new NotFound("customer");

        // A repeat hears what became of the first, whatever became of its method.
        if (await Certificate(id).View() is not Outcome<CertificateView>.Done
            && await methods.WhyNot(wish.Buyer, wish.Method) is { } why)
            return why;
        var request = await methods.ByOwner(
            wish.Buyer,
            new($"{id}/1", $"{id}/1/authorize", wish.Amount, wish.Method, wish.ReturnUrl, null),
            keeps: false);
        var own = call with { Key = null };
        var stored = await Certificate(id).Purchase(
            new(0, wish.Buyer, buyer.Email, wish.Letter, ClaimCheck: "", request), own);
        return stored is Outcome<CertificateView>.Done({ Status: CertificateStatus.Confirmed }, _)
            ? await till.Ask(id, own, present: true)
            : stored;
    }

    public async Task<Outcome<CertificateView>> Refresh(CertificateId id, CustomerId buyer, Call call)
    {
        var seen = await Certificate(id).View();
        if (seen is not Outcome<CertificateView>.Done(var view, _)) return seen;
        if (view.Record.PurchasedBy != buyer) return new NotFound("gift certificate");
        return view.Status == CertificateStatus.Confirmed
            ? await till.Ask(id, call with { Key = null, IfVersion = null }, present: true)
            : seen;
    }

    public async Task<Outcome<CertificateView>> Claim(CartId cart, CertificateCommand.Claim command, Call call)
    {
        var basis = await GrainFactory.GetGrain<ICartGrain>(cart.Value).Basis();
        if (WhyNot(cart, basis, command.Customer) is { } why) return why;
        if (await room.Make(command.Customer) is { } full) return full;
        var own = call with { Key = null, IfVersion = null };
        var guard = GrainFactory.GetGrain<IClaimGuardGrain>(ClaimGuardGrain.Prefix + command.Customer.Value);
        if (await guard.Try(own) is Outcome<ClaimTries>.Refused(var tooMany)) return tooMany;

        var id = ClaimCheck.NumberOf(command.ClaimCheck) is { } number ? await List.Find(number) : null;
        var isNew = id is not { } found || !await IsOf(found, command.Customer);
        var claimed = id is { } known ? await Certificate(known).Claim(command, own) : new ClaimCheckRefused();
        if (claimed is not Outcome<CertificateView>.Done)
        {
            await guard.Miss(id, own);
            return claimed;
        }

        // One's own again proves nothing: it must not make room for more guesses.
        if (isNew) await guard.Forget(own);
        await room.Give(id!.Value, command.Customer);
        if (basis.View.Delivery is { } delivery)
            await GrainFactory.GetGrain<ICheckoutGrain>("checkout").SetDelivery(cart, delivery, own);
        return claimed;
    }

    public async Task<ImmutableArray<CertificateView>> Wallet(CustomerId customer)
    {
        if (await Customer(customer).View() is not Outcome<CustomerView>.Done(var owner, _)) return [];
        var seen = await Together.All(owner.Certificates.Select(id => Certificate(CertificateId.Of(id)).View()));
        return
        [
            .. seen.OfType<Outcome<CertificateView>.Done>().Select(done => done.Value)
                .OrderBy(one => one.ExpiresAt).ThenBy(one => one.Number),
        ];
    }

    private async Task<bool> IsOf(CertificateId id, CustomerId customer) =>
        await Certificate(id).View() is Outcome<CertificateView>.Done(var known, _) && known.Record.Owner == customer;

    // Only while an order is placed: that makes guessing slow (GC-09).
    private static Refusal? WhyNot(CartId cart, CartBasis basis, CustomerId customer) => basis switch
    {
        { Customer: null } => new SignInRequired(),
        { Customer: var owner } when owner != customer => new NotFound("cart"),
        { View.Status: "frozen" } => new CartFrozen(cart.Order),
        { View.Status: not "open" } => new CartEnded(basis.View.Status, basis.View.OrderId),
        { Lines.IsEmpty: true } => new CartIncomplete("lines"),
        _ => null,
    };

    private ICertificateListGrain List => GrainFactory.GetGrain<ICertificateListGrain>("certificates");

    private ICertificateGrain Certificate(CertificateId id) => GrainFactory.GetGrain<ICertificateGrain>(id.Value);

    private ICustomerGrain Customer(CustomerId id) => GrainFactory.GetGrain<ICustomerGrain>(id.Value);
}
