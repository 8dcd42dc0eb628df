using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing.UserClasses;
using Commerce.Grains.Problems;

namespace Commerce.Api.Summary;

/// <summary>The numbers that staff see first (ADM-01): what waits for them.</summary>
internal static class SummaryEndpoints
{
    public static void MapSummary(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/admin/summary", View).WithTags("Summary, for staff")
            .Says(Access.AnyStaff, "Shows what waits for staff")
            .Answers<SummaryBody>(200, "Problems not resolved, memberships of user classes not approved.");

    private static Task<IResult> View(ApiRequest request, IClusterClient grains) =>
        request.Read(() => Count(grains), Shown.Ok);

    private static async Task<Outcome<SummaryBody>> Count(IClusterClient grains)
    {
        var problems = grains.GetGrain<IProblemsGrain>("problems").Count();
        var classes = grains.GetGrain<IUserClassListGrain>("user-classes").Unapproved();
        return (await problems, await classes) switch
        {
            (Outcome<ProblemCounts>.Done(var found, _), Outcome<long>.Done(var waiting, _)) =>
                new Outcome<SummaryBody>.Done(new(new(found.Unresolved), new(waiting))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}

/// <summary>What waits for staff.</summary>
/// <param name="Problems">The problem log (PRB-02, ADM-02).</param>
/// <param name="UserClasses">Who wants to be in a class (UCL-07, ADM-07).</param>
internal sealed record SummaryBody(SummaryProblemsBody Problems, SummaryClassesBody UserClasses);

/// <summary>How many problems are not resolved.</summary>
internal sealed record SummaryProblemsBody(long Unresolved);

/// <summary>How many memberships staff have not approved.</summary>
internal sealed record SummaryClassesBody(long Unapproved);
