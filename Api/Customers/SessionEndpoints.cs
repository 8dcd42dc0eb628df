using Commerce.Api.Carts;
using Commerce.Api.Http;
using Commerce.Grains.Carts;
using Commerce.Grains.Customers;
using Commerce.Grains.Customers.SignIn;
using Commerce.Grains.Kernel;
using Commerce.Silo.Keys;

namespace Commerce.Api.Customers;

/// <summary>Signing in and out.</summary>
internal static class SessionEndpoints
{
    private const string CartToken = "Cart-Token";

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/v1/sessions").WithTags("Customers").RequireCors(Edges.Storefronts);

        sessions.MapPost("", SignIn).Says(Access.Shop, "Signs in; a guest's cart becomes the customer's")
            .Takes(new SignInBody("ada@example.com", "correct horse battery"))
            .Answers<SessionBody>(201, "The token, shown once; a repeat ends it and gives another.")
            .Refuses(typeof(SignInRefused), typeof(TooManySignIns), typeof(NotFound));

        sessions.MapDelete("/current", SignOut).Says(Access.Customers, "Signs out")
            .Answers<CustomerBody>(200, "The account; the token opens nothing any more.");
    }

    private static async Task<IResult> SignIn(
        HttpContext context, Body<SignInBody> body, ApiRequest request, IClusterClient grains, ServerSecrets secrets)
    {
        var pace = context.RequestServices.GetRequiredService<SignInPace>();
        if (pace.Refuse(context.Connection.RemoteIpAddress) is { } problem) return problem;
        var token = (string?)context.Request.Headers[CartToken];
        if (body.Value.Cart is { } cart
            && !(CartId.IsOne(cart) && await secrets.Opens(token, CartId.Of(cart))))
            return Problem.Of(new NotFound("cart"));
        var passwords = context.RequestServices.GetRequiredService<Passwords>();
        var session = secrets.Derive(request.Key, CustomerToken.SessionLength);
        return await request.Do(
            call => Open(new(body.Value, session, passwords), call with { Key = null }, grains),
            opened => new Shown(StatusCodes.Status201Created, opened));
    }

    // The token is random and not stored: a repeat puts another in its place, and so needs no kept answer.
    private static async Task<Outcome<SessionBody>> Open(Wish wish, Call call, IClusterClient grains)
    {
        var (body, session, passwords) = wish;
        var guard = grains.GetGrain<ISignInGuardGrain>(GuardKey.Of(body.Email));
        if (await guard.Try(call) is Outcome<SignInTries>.Refused(var tooMany)) return tooMany;
        var known = await grains.Accounts().Find(body.Email);
        if (!await passwords.Check(known?.PasswordHash, body.Password) || known is null) return new SignInRefused();
        await guard.Forget(call);

        var token = new CustomerToken(known.Customer, session).Make();
        var own = call with { Who = known.Customer.Value };
        var opened = await grains.Customer(known.Customer.Value)
            .OpenSession(new(session, KeyText.Hash(token), known.PasswordHash), own);
        if (opened is Outcome<CustomerView>.Refused(var why)) return why;
        var cart = body.Cart is { } guest
            ? await grains.Accounts().TakeCart(CartId.Of(guest), known.Customer, own)
            : null;
        return await grains.Customer(known.Customer.Value).View() is Outcome<CustomerView>.Done(var customer, _)
            ? new Outcome<SessionBody>.Done(new(token, CustomerBody.Of(customer), Shown(cart)))
            : new SignInRefused();
    }

    private static CartBody? Shown(Outcome<CartView>? cart) =>
        cart is Outcome<CartView>.Done(var view, _) ? CartBody.Of(view) : null;

    private static Task<IResult> SignOut(ApiRequest request, IClusterClient grains, KnownCallers callers)
    {
        var session = request.Caller.Session!;
        return request.Do(
            async call =>
            {
                var outcome = await grains.Customer(session.Customer.Value).CloseSession(session.Session, call);
                callers.Forget();
                return outcome;
            },
            customer => Http.Shown.Ok(CustomerBody.Of(customer)));
    }

    private sealed record Wish(SignInBody Body, string Session, Passwords Passwords);
}
