using System.ComponentModel.DataAnnotations;
using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Problems;

namespace Commerce.Api.Problems;

/// <summary>The problem log, as staff work through it (PRB-02, PRB-03).</summary>
internal static class ProblemEndpoints
{
    private static readonly string[] Statuses = ["unresolved", "resolved", "all"];

    public static void MapProblems(this IEndpointRouteBuilder routes)
    {
        var problems = routes.MapGroup("/v1/admin/problems").WithTags("Problems, for staff");

        problems.MapGet("", List).Says(Access.SeeOrders, "Lists problems, those found last first")
            .Filters(
                new QueryParameter("status", "Unresolved ones when left out.") { Values = Statuses },
                new QueryParameter("owner", "Only those of an order or a gift certificate, by its id."),
                QueryParameter.Sort("-found", "found"),
                QueryParameter.Limit,
                QueryParameter.Cursor)
            .Answers<PageBody<ProblemBody>>(200, "One page.")
            .Refuses(typeof(CursorInvalid), typeof(SortUnknown));

        problems.MapGet("/count", Count).Says(Access.SeeOrders, "Counts problems")
            .Answers<ProblemCountBody>(200, "How many wait for a person, and how many there ever were.");

        problems.MapGet("/{id}", View).Says(Access.SeeOrders, "Shows a problem")
            .Answers<ProblemBody>(200, "The problem.");

        problems.MapPost("/{id}/resolve", Resolve)
            .Says(Access.SolveProblems, "Says that a problem is settled; one that is resolved stays as it is")
            .Takes(new ResolveBody("Given back at the gateway."))
            .Answers<ProblemBody>(200, "The problem as it is then. Found again later, it is open again.")
            .Refuses(typeof(InvalidValue));
    }

    private static Task<IResult> List(ApiRequest request, IClusterClient grains) => request.Read(
        () => Log(grains).List(FilterOf(request.Query), request.Query.Page()),
        page => Pages.Show(page, ProblemBody.Of));

    private static Task<IResult> Count(ApiRequest request, IClusterClient grains) => request.Read(
        () => Log(grains).Count(), counts => Shown.Ok(new ProblemCountBody(counts.Unresolved, counts.All)));

    private static Task<IResult> View(string id, ApiRequest request, IClusterClient grains) =>
        request.Read(() => Log(grains).View(ProblemId.Of(id)), Show);

    private static Task<IResult> Resolve(
        string id, Body<ResolveBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(call => Log(grains).Resolve(ProblemId.Of(id), body.Value.Note, call), Show);

    private static ProblemFilter FilterOf(QueryValues query) => new(
        query.Text("status") switch
        {
            "all" => null,
            "resolved" => true,
            _ => false,
        },
        query.Text("owner"));

    private static IProblemsGrain Log(IClusterClient grains) => grains.GetGrain<IProblemsGrain>("problems");

    private static Shown Show(ProblemView problem) => Shown.Ok(ProblemBody.Of(problem));
}

/// <summary>Something that only a person can settle.</summary>
internal sealed record ProblemBody(
    ProblemId Id,
    string Key,
    string Details,
    string? Order,
    string? GiftCertificate,
    string? Action,
    DateTimeOffset FoundAt,
    int Reopened,
    DateTimeOffset? ResolvedAt,
    string? ResolvedBy,
    string? Note)
{
    private const string CertificatePrefix = "certificate-";

    public static ProblemBody Of(ProblemView known) => new(
        known.Id,
        known.Key,
        known.Details,
        IsCertificate(known.Owner) ? null : known.Owner,
        IsCertificate(known.Owner) ? known.Owner : null,
        known.Action,
        known.FoundAt,
        known.Reopened,
        known.ResolvedAt,
        known.ResolvedBy,
        known.Note);

    private static bool IsCertificate(string? owner) =>
        owner?.StartsWith(CertificatePrefix, StringComparison.Ordinal) == true;
}

/// <summary>How a problem was settled.</summary>
internal sealed record ResolveBody([property: StringLength(4_000)] string? Note = null);

/// <summary>How many problems there are.</summary>
internal sealed record ProblemCountBody(long Unresolved, long All);
