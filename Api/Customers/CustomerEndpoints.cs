using Commerce.Api.Http;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Customers;

/// <summary>Making an account.</summary>
internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        var customers = routes.MapGroup("/v1/customers").WithTags("Customers").RequireCors(Edges.Storefronts);

        customers.MapPost("", Register).Says(Access.Shop, "Makes an account")
            .WithMetadata(new Creates())
            .Takes(new NewCustomerBody("Ada Lovelace", "ada@example.com", "correct horse battery"))
            .Answers<CustomerBody>(
                201, "The account; sign in to use it. The same where the address has one: then nothing is made, and "
                + "its owner has a mail.")
            .Refuses(typeof(InvalidValue), typeof(TryAgain));
    }

    // Name and address are shown as they were given: where the address has an account, its own must not be seen.
    // The hash of the body that a repeat is known by must not be one of the password: it leaves that out.
    private static async Task<IResult> Register(
        HttpContext context, Body<NewCustomerBody> body, ApiRequest request, IClusterClient grains,
        ServerSecrets secrets)
    {
        var services = context.RequestServices;
        var pace = services.GetRequiredService<SignInPace>();
        if (pace.Refuse(context.Connection.RemoteIpAddress) is { } problem) return problem;
        var (name, email, password) = body.Value;
        var hash = await services.GetRequiredService<Passwords>().Hash(password);
        var id = CustomerId.Named(secrets.Derive(request.Key));
        return await request.Do(
            call => grains.Accounts().Register(
                id, new(name, email, hash), call with { Key = CallKeys.Without(request.Key, name, email) }),
            customer => Shown.Made(CustomerBody.Of(customer) with { Name = name, Email = email }, "/v1/me"));
    }
}
