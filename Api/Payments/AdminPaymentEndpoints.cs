using System.Globalization;
using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Api.Payments;

/// <summary>Financial transactions, as staff see them (PAY-01, PAY-03, PAY-08).</summary>
internal static class AdminPaymentEndpoints
{
    private static readonly string[] Kinds = ["charge", "refund"];

    private static readonly string[] Statuses =
    [
        "confirmed", "action_required", "authorized", "declined", "dead", "cancelling", "cancelled", "lapsed",
        "return_failed", "under_way", "made", "settled", "failed",
    ];

    public static void MapAdminPayments(this IEndpointRouteBuilder routes)
    {
        var payments = routes.MapGroup("/v1/admin/payments").WithTags("Payments, for staff");

        payments.MapGet("", List).Says(Access.SeeOrders, "Lists charges and refunds, newest first")
            .Filters(
                new QueryParameter("kind", "Only charges, or only refunds.") { Values = Kinds },
                new QueryParameter("status", "Only transactions that stand so.") { Values = Statuses },
                new QueryParameter("reportable", "Only those that reports count, or only the others.")
                {
                    Values = ["true", "false"],
                },
                new QueryParameter("from", "Made at this time or later.") { Format = "date-time" },
                new QueryParameter("to", "Made before this time.") { Format = "date-time" },
                new QueryParameter("q", "The one with this number."),
                QueryParameter.Sort("-made", "made"),
                QueryParameter.Limit,
                QueryParameter.Cursor)
            .Answers<PageBody<TransactionBody>>(200, "One page.")
            .Refuses(typeof(CursorInvalid), typeof(SortUnknown));

        payments.MapGet("/{number}", View)
            .Says(Access.SeeOrders, "Shows a charge or a refund, and what the gateway was asked about it")
            .Answers<TransactionDetailBody>(200, "The transaction.");
    }

    private static Task<IResult> List(ApiRequest request, IClusterClient grains) => request.Read(
        () => Transactions(grains).List(FilterOf(request.Query), request.Query.Page()),
        page => Pages.Show(page, TransactionBody.Of));

    private static Task<IResult> View(string number, ApiRequest request, IClusterClient grains) => request.Read(
        async () => NumberOf(number) is { } known
            ? await Transactions(grains).View(known)
            : new NotFound("payment"),
        view => Shown.Ok(TransactionDetailBody.Of(view)));

    // What is no number is none that a transaction has.
    private static TransactionFilter FilterOf(QueryValues query) => new(
        query.Text("kind"),
        query.Text("status"),
        query.Time("from"),
        query.Time("to"),
        query.Text("reportable") switch
        {
            "true" => true,
            "false" => false,
            _ => null,
        },
        query.Text("q") is { } wanted ? NumberOf(wanted) ?? 0 : null);

    private static long? NumberOf(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IPaymentListGrain Transactions(IClusterClient grains) =>
        grains.GetGrain<IPaymentListGrain>("payments");
}
