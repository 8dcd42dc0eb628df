using Commerce.Api.Http;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Customers;

/// <summary>Customers as staff help them.</summary>
internal static class AdminCustomerEndpoints
{
    private static readonly string[] Memberships = ["approved", "pending", "refused"];

    public static void MapAdminCustomers(this IEndpointRouteBuilder routes)
    {
        var customers = routes.MapGroup("/v1/admin/customers").WithTags("Customers, for staff");

        customers.MapGet("", List).Says(Access.SeeCustomers, "Lists customers, newest first")
            .Filters(
                new QueryParameter("q", "The beginning of a name or of the e-mail address."),
                new QueryParameter("class", "Only those of a class, by its id."),
                new QueryParameter("membership", "Together with a class: what staff said.") { Values = Memberships },
                QueryParameter.Sort("-created", "created", "name", "-name"),
                QueryParameter.Limit,
                QueryParameter.Cursor)
            .Answers<PageBody<CustomerEntryBody>>(200, "One page.")
            .Refuses(typeof(CursorInvalid), typeof(SortUnknown));

        customers.MapGet("/{id}", View).Says(Access.SeeCustomers, "Shows a customer")
            .Answers<CustomerBody>(200, "The customer.");

        customers.MapGet("/{id}/history", History)
            .Says(Access.SeeCustomers, "Shows what happened to a customer, newest first")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<HistoryBody>>(200, "One page: what, who, when, from where, why.")
            .Refuses(typeof(CursorInvalid));

        customers.MapGet("/{id}/claims", Claims)
            .Says(Access.SeeCustomers, "Shows a customer's tries to claim gift certificates, newest first")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<HistoryBody>>(200, "One page: what, who, when, from where.")
            .Refuses(typeof(CursorInvalid));

        customers.MapPatch("/{id}", Change).Says(Access.EditCustomers, "Says whether a customer pays tax")
            .Takes(new StaffProfileBody(TaxExempt: true))
            .Answers<CustomerBody>(200, "The customer as they are then.")
            .Refuses(typeof(VersionStale));

        customers.MapPut("/{id}/classes/{classId}", SetMembership)
            .Says(Access.EditCustomers, "Adds a customer to a class, approves of it, or says no")
            .Takes(new MembershipBody(Approved: true))
            .Answers<CustomerBody>(200, "The customer as they are then.")
            .Refuses(typeof(AccountFull), typeof(InvalidValue), typeof(VersionStale));

        customers.MapDelete("/{id}/classes/{classId}", EndMembership)
            .Says(Access.EditCustomers, "Takes a customer out of a class")
            .Answers<CustomerBody>(200, "The customer as they are then.");
    }

    private static Task<IResult> List(ApiRequest request, IClusterClient grains) => request.Read(
        () => grains.GetGrain<ICustomerListGrain>("customers").List(
            new(request.Query.Text("q"), request.Query.Text("class"), request.Query.Text("membership")),
            request.Query.Page()),
        page => Pages.Show(page, CustomerEntryBody.Of));

    private static Task<IResult> View(string id, ApiRequest request, IClusterClient grains) =>
        request.Read(() => Known(id, () => grains.Customer(id).View()), Show);

    private static Task<IResult> History(string id, ApiRequest request, IClusterClient grains) => request.Read(
        () => Known(id, () => grains.HistoryOf("customer", id, request.Query.Page())),
        page => Pages.Show(page, HistoryBody.Of));

    // The claim checks themselves stand nowhere.
    private static Task<IResult> Claims(string id, ApiRequest request, IClusterClient grains) => request.Read(
        async () => await Known(id, () => grains.Customer(id).View()) is Outcome<CustomerView>.Refused(var why)
            ? why
            : await grains.History().List("claim-guard", $"claims-{id}", request.Query.Page()),
        page => Pages.Show(page, HistoryBody.Of));

    private static Task<IResult> Change(
        string id, Body<StaffProfileBody> body, ApiRequest request, IClusterClient grains) =>
        Do(id, request, grains, new CustomerCommand.ExemptFromTax(body.Value.TaxExempt));

    private static Task<IResult> SetMembership(
        string id, string classId, Body<MembershipBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(
            call => Known(id, () => grains.Accounts().Place(
                CustomerId.Of(id), new CustomerCommand.SetMembership(classId, body.Value.Approved), call)),
            Show);

    private static Task<IResult> EndMembership(
        string id, string classId, ApiRequest request, IClusterClient grains) =>
        Do(id, request, grains, new CustomerCommand.EndMembership(classId));

    private static Task<IResult> Do(string id, ApiRequest request, IClusterClient grains, CustomerCommand command) =>
        request.Do(call => Known(id, () => grains.Customer(id).Change(command, call)), Show);

    // What cannot be a customer's id never becomes a grain's key.
    private static Task<Outcome<T>> Known<T>(string id, Func<Task<Outcome<T>>> ask) =>
        CustomerId.IsOne(id) ? ask() : Task.FromResult<Outcome<T>>(new NotFound("customer"));

    private static Shown Show(CustomerView customer) => Shown.Ok(CustomerBody.Of(customer));
}
