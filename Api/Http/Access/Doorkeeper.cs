using Commerce.Grains.Access;
using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Api.Http;

/// <summary>Lets in whom the route's <see cref="Access"/> names. A route that names nobody lets nobody in.</summary>
internal sealed class Doorkeeper(
    RequestDelegate next, KnownCallers callers, ServerSecrets secrets, IClusterClient grains, TimeProvider clock)
{
    private const string TokenHeader = "Cart-Token";

    private static readonly TimeSpan OrderTime = TimeSpan.FromDays(30);

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        var access = endpoint.Metadata.GetMetadata<Access>();
        var (caller, problem) = await Admit(context, access);
        problem ??= await Prove(context, access, caller);
        if (problem is not null)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        context.Features.Set(caller);
        await next(context);
    }

    private async ValueTask<(Caller Caller, Problem? Problem)> Admit(HttpContext context, Access? access)
    {
        if (access is null) return (Caller.Guest, KnownProblems.Forbidden);
        if (access.Anyone) return (Caller.Guest, null);
        if (context.Request.Headers.Authorization is not [{ Length: > 0 } header])
            return (Caller.Guest, KnownProblems.KeyMissing);
        var caller = await callers.Recognise(header);
        return (caller ?? Caller.Guest, access.Refuse(caller));
    }

    // Wrong token, unknown cart and somebody else's cart sound the same.
    private async ValueTask<Problem?> Prove(HttpContext context, Access? access, Caller caller)
    {
        if (access is null or { Secret: Secret.None } || caller.Kind == AccessKind.Admin) return null;
        var id = (string?)context.Request.RouteValues["id"] ?? "";
        var token = (string?)context.Request.Headers[TokenHeader];
        return access.Secret == Secret.CartToken
            ? await OpensCart(id, token, caller) ? null : Problem.Of(new NotFound("cart"))
            : await OpensOrder(id, token, caller) ? null : Problem.Of(new NotFound("order"));
    }

    // A customer's cart is opened by the customer alone; the token of the guest who had it ends.
    private async ValueTask<bool> OpensCart(string id, string? token, Caller caller)
    {
        if (!CartId.IsOne(id)) return false;
        if (caller.Customer is null && !await secrets.Opens(token, CartId.Of(id))) return false;
        return await grains.Cart(id).Owner() is { } owner
            ? owner == caller.Customer
            : await secrets.Opens(token, CartId.Of(id));
    }

    private async ValueTask<bool> OpensOrder(string id, string? token, Caller caller)
    {
        if (!OrderId.IsOne(id)) return false;
        if (caller.Customer is null && !await secrets.Opens(token, CartId.Of(OrderId.Of(id)))) return false;
        if (await grains.Order(id).View() is not Outcome<OrderView>.Done { Value: var view }) return false;
        if (view.Customer is { } owner) return owner == caller.Customer;
        return await secrets.Opens(token, CartId.Of(OrderId.Of(id)))
            && clock.GetUtcNow() - OrderTime < (view.AuthorizedAt ?? view.ConfirmedAt ?? DateTimeOffset.MaxValue);
    }
}
