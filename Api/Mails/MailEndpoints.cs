using Commerce.Api.Http;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;

namespace Commerce.Api.Mails;

/// <summary>The mails that the shop sent, or is still to send (EML-13, X-09, P-02).</summary>
internal static class MailEndpoints
{
    public static void MapMails(this IEndpointRouteBuilder routes)
    {
        var mails = routes.MapGroup("/v1/admin/mails").WithTags("Mails, for staff");

        mails.MapGet("", List).Says(Access.SeeCustomers, "Lists mails, those caused last first")
            .Filters(
                new QueryParameter("status", "Only those of one state; 'failed' is tried no more.")
                {
                    Values = [.. MailStatus.All],
                },
                new QueryParameter("owner", "Only those of an order or a gift certificate, by its id."),
                new QueryParameter("customer", "Only those about one customer's orders and certificates, by id."),
                new QueryParameter("template", "Only those of one template, by its name: new-order."),
                new QueryParameter("from", "Only those caused at or after this time.") { Format = "date-time" },
                new QueryParameter("to", "Only those caused before this time.") { Format = "date-time" },
                QueryParameter.Sort("-created", "created"),
                QueryParameter.Limit,
                QueryParameter.Cursor)
            .Answers<PageBody<MailEntryBody>>(200, "One page.")
            .Refuses(typeof(CursorInvalid), typeof(SortUnknown));

        mails.MapGet("/{id}", View).Says(Access.SeeCustomers, "Shows a mail")
            .Answers<MailBody>(200, "The mail, with what it says as long as that is kept: 30 days.");
    }

    private static Task<IResult> List(ApiRequest request, IClusterClient grains) => request.Read(
        () => Mails(grains).List(FilterOf(request.Query), request.Query.Page()),
        page => Pages.Show(page, MailEntryBody.Of));

    private static Task<IResult> View(string id, ApiRequest request, IClusterClient grains) =>
        request.Read(() => Mails(grains).View(MailId.Of(id)), known => Shown.Ok(MailBody.Of(known)));

    private static MailFilter FilterOf(QueryValues query) => new(
        query.Text("status"),
        query.Text("owner"),
        query.Text("customer") is { } customer ? CustomerId.Of(customer) : null,
        query.Text("template"),
        query.Time("from"),
        query.Time("to"));

    private static IMailsGrain Mails(IClusterClient grains) => grains.GetGrain<IMailsGrain>("mails");
}
