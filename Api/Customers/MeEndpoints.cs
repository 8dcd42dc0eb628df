using Commerce.Api.Carts;
using Commerce.Api.Http;
using Commerce.Grains.Customers;
using Commerce.Grains.Customers.SignIn;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Customers;

/// <summary>A customer's own account.</summary>
internal static class MeEndpoints
{
    private static readonly AddressBody Home =
        new("Ada Lovelace", "12 Example Street", "London", "GB", PostalCode: "N1 7AA");

    public static void MapMe(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/v1/me").WithTags("Customers").RequireCors(Edges.Storefronts);

        me.MapGet("", View).Says(Access.Customers, "Shows the account")
            .Answers<CustomerBody>(200, "The account.");

        me.MapPatch("", Change).Says(Access.Customers, "Changes the account; what is left out stays")
            .Takes(new ProfileBody("Ada King", SavesMethods: true))
            .Answers<CustomerBody>(200, "The account as it is then.")
            .Refuses(typeof(InvalidValue), typeof(VersionStale));

        me.MapPut("/password", SetPassword).Says(Access.Customers, "Changes the password; all other sessions end")
            .Takes(new PasswordBody("correct horse battery", "staple of another horse"))
            .Answers<CustomerBody>(200, "The account.")
            .Refuses(typeof(SignInRefused), typeof(TooManySignIns));

        me.MapGet("/orders", Orders).Says(Access.Customers, "Lists the customer's orders, newest first")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<OwnOrderBody>>(200, "One page.")
            .Refuses(typeof(CursorInvalid));

        me.MapPut("/classes", ChooseClasses).Says(Access.Customers, "Says in which classes the customer wants to be")
            .Takes(new ClassesBody(["class-student"]))
            .Answers<CustomerBody>(200, "The account; new classes may wait for the shop's approval.")
            .Refuses(typeof(ClassesNotChosen), typeof(AccountFull), typeof(InvalidValue), typeof(VersionStale));

        me.MapPost("/addresses", AddAddress).Says(Access.Customers, "Puts an address into the book")
            .Takes(Home)
            .Answers<CustomerBody>(201, "The account with the address.")
            .Refuses(typeof(AccountFull), typeof(InvalidValue));

        me.MapPut("/addresses/{addressId}", ChangeAddress).Says(Access.Customers, "Changes an address of the book")
            .Takes(Home)
            .Answers<CustomerBody>(200, "The account as it is then; orders keep the address they had.")
            .Refuses(typeof(InvalidValue), typeof(VersionStale));

        me.MapDelete("/addresses/{addressId}", RemoveAddress)
            .Says(Access.Customers, "Takes an address out of the book")
            .Answers<CustomerBody>(200, "The account as it is then; orders keep the address they had.");

        me.MapDelete("/payment-methods/{methodId}", DropMethod)
            .Says(Access.Customers, "Keeps a payment method no more")
            .Answers<CustomerBody>(200, "The account as it is then; orders that still need it are charged as agreed.");
    }

    private static Task<IResult> View(ApiRequest request, IClusterClient grains) =>
        request.Read(() => Own(request, grains).View(), Show);

    private static Task<IResult> Change(Body<ProfileBody> body, ApiRequest request, IClusterClient grains) =>
        Do(request, grains, new CustomerCommand.ChangeProfile(body.Value.Name, body.Value.SavesMethods));

    // No key: a repeat finds the new password there, and must prove the old one.
    private static Task<IResult> SetPassword(
        Body<PasswordBody> body, ApiRequest request, IClusterClient grains, Passwords passwords,
        KnownCallers callers) =>
        request.Do(
            async call =>
            {
                var outcome = await Exchange(body.Value, request, grains, passwords);
                callers.Forget();
                return outcome;
            },
            Show);

    private static async Task<Outcome<CustomerView>> Exchange(
        PasswordBody body, ApiRequest request, IClusterClient grains, Passwords passwords)
    {
        var call = request.Call() with { Key = null };
        var session = request.Caller.Session!;
        if (await Own(request, grains).View() is not Outcome<CustomerView>.Done(var customer, _))
            return new NotFound("customer");
        var guard = grains.GetGrain<ISignInGuardGrain>(GuardKey.Of(customer.Email));
        if (await guard.Try(call) is Outcome<SignInTries>.Refused(var tooMany)) return tooMany;
        var known = await Own(request, grains).Credentials();
        if (!await passwords.Check(known?.PasswordHash, body.Current) || known is null) return new SignInRefused();
        await guard.Forget(call);
        var hash = await passwords.Hash(body.Password);
        var command = new CustomerCommand.SetPassword(hash, known.PasswordHash, session.Session);
        return await Own(request, grains).Change(command, call);
    }

    private static Task<IResult> Orders(ApiRequest request, IClusterClient grains) => request.Read(
        () => grains.Orders().List(new(null, null, null, request.Caller.Customer), request.Query.Page()),
        page => Pages.Show(page, OwnOrderBody.Of));

    private static Task<IResult> ChooseClasses(Body<ClassesBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(
            call => grains.Accounts().Place(
                request.Caller.Customer!.Value, new CustomerCommand.ChooseClasses([.. body.Value.Classes]), call),
            Show);

    private static Task<IResult> AddAddress(
        Body<AddressBody> body, ApiRequest request, IClusterClient grains, ServerSecrets secrets)
    {
        var id = "address-" + secrets.Derive(request.Key);
        return request.Do(
            call => Own(request, grains).Change(new CustomerCommand.AddAddress(id, body.Value.ToAddress()), call),
            customer => Shown.Made(CustomerBody.Of(customer), $"/v1/me/addresses/{id}"));
    }

    private static Task<IResult> ChangeAddress(
        string addressId, Body<AddressBody> body, ApiRequest request, IClusterClient grains) =>
        Do(request, grains, new CustomerCommand.ChangeAddress(addressId, body.Value.ToAddress()));

    private static Task<IResult> RemoveAddress(string addressId, ApiRequest request, IClusterClient grains) =>
        Do(request, grains, new CustomerCommand.RemoveAddress(addressId));

    private static Task<IResult> DropMethod(string methodId, ApiRequest request, IClusterClient grains) => request.Do(
        call => Own(request, grains).DropMethod(new(methodId), call), Show);

    private static Task<IResult> Do(ApiRequest request, IClusterClient grains, CustomerCommand command) =>
        request.Do(call => Own(request, grains).Change(command, call), Show);

    private static ICustomerGrain Own(ApiRequest request, IClusterClient grains) =>
        grains.Customer(request.Caller.Customer!.Value.Value);

    // A method that failed is not offered again (PAY-16).
    private static Shown Show(CustomerView customer) => Shown.Ok(CustomerBody.Of(customer with
    {
        Methods = customer.Methods.RemoveAll(method => method.Failed),
    }));
}
