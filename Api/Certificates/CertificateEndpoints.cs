using Commerce.Api.Customers;
using Commerce.Api.Http;
using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Api.Certificates;

/// <summary>Gift certificates of customers: bought, claimed, owned.</summary>
internal static class CertificateEndpoints
{
    public static void MapCertificates(this IEndpointRouteBuilder routes)
    {
        var sold = routes.MapGroup("/v1/gift-certificates").WithTags("Gift certificates")
            .RequireCors(Edges.Storefronts);
        sold.MapPost("", Buy).Says(Access.Customers, "Buys a gift certificate for somebody, by card")
            .WithMetadata(new Creates())
            .Takes(new PurchaseBody(
                new(5000, "USD"), "Ada", "Bob", "ada@example.com", new("pm_card_visa"), "Well done!"))
            .Answers<BoughtCertificateBody>(201, "The certificate, paid for; its recipient has a mail.")
            .Answers<BoughtCertificateBody>(
                202, "Not yet paid for: nothing is known yet, or the buyer must take a step.")
            .Refuses(
                typeof(CertificatesNotSold), typeof(InvalidValue), typeof(PaymentMethodFailed),
                typeof(PaymentDeclined), typeof(PaymentUnavailable));
        sold.MapPost("/{id}/refresh", Refresh).Says(Access.Customers, "Asks now what became of its payment")
            .Takes(new Nothing())
            .Answers<BoughtCertificateBody>(200, "The certificate as it is then.")
            .Refuses(typeof(PaymentDeclined), typeof(PaymentUnavailable));

        var own = routes.MapGroup("/v1/me/gift-certificates").WithTags("Gift certificates")
            .RequireCors(Edges.Storefronts);
        own.MapGet("", Wallet).Says(Access.Customers, "Shows the customer's balance and the certificates it is made of")
            .Answers<WalletBody>(200, "The balance; soonest expiring first.");
        own.MapGet("/purchased", Purchased).Says(Access.Customers, "Lists what the customer bought, newest first")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<CertificateEntryBody>>(200, "One page.")
            .Refuses(typeof(CursorInvalid));
        own.MapGet("/purchased/{id}", Bought).Says(Access.Customers, "Shows a certificate that the customer bought")
            .Answers<BoughtCertificateBody>(200, "The certificate; never its claim check.");

        routes.MapPost("/v1/carts/{id}/certificates", Claim).WithTags("Gift certificates")
            .RequireCors(Edges.Storefronts)
            .Says(Access.OwnCart, "Claims a gift certificate while an order is placed")
            .Takes(new ClaimBody("ada-ABCDEFGHIJ-1000000"))
            .Answers<OwnCertificateBody>(200, "The certificate; it counts for the customer's balance from now on.")
            .Refuses(
                typeof(SignInRequired), typeof(ClaimCheckRefused), typeof(TooManyClaims), typeof(CartFrozen),
                typeof(CartEnded), typeof(CartIncomplete), typeof(AccountFull));
    }

    private static Task<IResult> Buy(
        Body<PurchaseBody> body, ApiRequest request, IClusterClient grains, ServerSecrets secrets)
    {
        var id = CertificateId.Named(secrets.Derive(request.Key));
        return request.Do(
            call => grains.Certificates().Buy(id, body.Value.ToWish(request.Caller.Customer!.Value), call),
            bought => new Shown(
                bought.Status == CertificateStatus.Confirmed
                    ? StatusCodes.Status202Accepted
                    : StatusCodes.Status201Created,
                BoughtCertificateBody.Of(bought),
                $"/v1/me/gift-certificates/purchased/{id}"));
    }

    private static Task<IResult> Refresh(string id, Body<Nothing> body, ApiRequest request, IClusterClient grains) =>
        request.Do(
            call => CertificateDoor.Known(
                id, known => grains.Certificates().Refresh(known, request.Caller.Customer!.Value, call)),
            ShowBought);

    private static Task<IResult> Wallet(
        ApiRequest request, IClusterClient grains, ShopSettings settings, TimeProvider clock) =>
        request.Read<WalletBody>(
            async () => new Outcome<WalletBody>.Done(WalletBody.Of(
                await grains.Certificates().Wallet(request.Caller.Customer!.Value), settings.Currency,
                clock.GetUtcNow())),
            Shown.Ok);

    private static Task<IResult> Purchased(ApiRequest request, IClusterClient grains) => request.Read(
        () => grains.CertificateList().List(
            new(null, null, null, request.Caller.Customer, null), request.Query.Page()),
        page => Pages.Show(page, CertificateEntryBody.Of));

    private static Task<IResult> Bought(string id, ApiRequest request, IClusterClient grains) =>
        request.Read<CertificateView>(
        async () => await CertificateDoor.Known(id, known => grains.Certificate(known).View())
            is Outcome<CertificateView>.Done { Value: var view } seen
            && view.Record.PurchasedBy == request.Caller.Customer
                ? seen
                : new NotFound("gift certificate"),
        ShowBought);

    private static async Task<IResult> Claim(
        HttpContext context, string id, Body<ClaimBody> body, ApiRequest request, IClusterClient grains)
    {
        if (request.Caller.Customer is not { } customer) return Problem.Of(new SignInRequired());
        var pace = context.RequestServices.GetRequiredService<SignInPace>();
        if (pace.Refuse(context.Connection.RemoteIpAddress) is { } problem) return problem;
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        return await request.Do(
            call => grains.Certificates().Claim(CartId.Of(id), new(customer, body.Value.ClaimCheck), call),
            own => Shown.Ok(OwnCertificateBody.Of(own, clock.GetUtcNow())));
    }

    private static Shown ShowBought(CertificateView bought) => Shown.Ok(BoughtCertificateBody.Of(bought));
}

/// <summary>Finds the certificate of an address; what cannot be an id never becomes a grain's key.</summary>
internal static class CertificateDoor
{
    public static Task<Outcome<T>> Known<T>(string id, Func<CertificateId, Task<Outcome<T>>> ask) =>
        CertificateId.IsOne(id)
            ? ask(CertificateId.Of(id))
            : Task.FromResult<Outcome<T>>(new NotFound("gift certificate"));
}
