using Commerce.Api.Http;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing.UserClasses;

namespace Commerce.Api.Customers;

/// <summary>The user classes that a customer sees (UCL-04, UCL-05).</summary>
internal static class MyClassesEndpoints
{
    public static void MapMyClasses(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/me/classes", List).WithTags("Customers").RequireCors(Edges.Storefronts)
            .Says(Access.Customers, "Lists the user classes by name, with what the customer is in them")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<MyClassBody>>(200, "One page; none where the shop does not show its classes.")
            .Refuses(typeof(CursorInvalid));

    private static Task<IResult> List(ApiRequest request, IClusterClient grains, ShopSettings settings) =>
        request.Read(() => Find(request, grains, settings), page => Shown.Ok(page));

    private static async Task<Outcome<PageBody<MyClassBody>>> Find(
        ApiRequest request, IClusterClient grains, ShopSettings settings)
    {
        if (!settings.ShowUserClasses) return new Outcome<PageBody<MyClassBody>>.Done(new([], null));
        var customer = await grains.Customer(request.Caller.Customer!.Value.Value).View();
        if (customer is not Outcome<CustomerView>.Done(var me, _)) return new NotFound("customer");
        return await grains.GetGrain<IUserClassListGrain>("user-classes").List(request.Query.Page()) switch
        {
            Outcome<Page<UserClassEntry>>.Done(var page, _) => new Outcome<PageBody<MyClassBody>>.Done(
                new([.. page.Items.Select(one => MyClassBody.Of(one.Class, me))], page.Next)),
            Outcome<Page<UserClassEntry>>.Refused(var why) => why,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}

/// <summary>A user class; the status is <c>approved</c>, <c>pending</c>, <c>refused</c>, or left out where the customer
/// is not in it.</summary>
internal sealed record MyClassBody(string Id, string Name, string? Status)
{
    public static MyClassBody Of(UserClassView known, CustomerView me) => new(
        known.Id.Value,
        known.Name,
        me.Classes.FirstOrDefault(one => one.ClassId == known.Id.Value) is { } mine
            ? mine.Approved switch
            {
                true => "approved",
                false => "refused",
                null => "pending",
            }
            : null);
}
