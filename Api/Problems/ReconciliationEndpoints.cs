using System.ComponentModel.DataAnnotations;
using Commerce.Api.Http;
using Commerce.Grains.Payments;

namespace Commerce.Api.Problems;

/// <summary>Compares the books when staff ask for it .</summary>
internal static class ReconciliationEndpoints
{
    public static void MapReconciliations(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/admin/reconciliations", Run)
            .WithTags("Problems, for staff")
            .Says(Access.EditCharges, "Compares the shop's payments with the gateway's, as it is done every hour")
            .Takes(new ReconcileBody("pi_1"))
            .Answers<ReconciledBody>(200, "What differs; each difference is in the problem log too.")
            .Refuses(typeof(GatewayUnreachable));

    private static Task<IResult> Run(Body<ReconcileBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(
            _ => grains.GetGrain<IReconcilerGrain>(IReconcilerGrain.Only).Run(body.Value.Payment),
            done => Shown.Ok(ReconciledBody.Of(done)));
}

/// <summary>What is to be compared: one payment by the gateway's id, or everything since the last time.</summary>
internal sealed record ReconcileBody([property: StringLength(255, MinimumLength = 1)] string? Payment = null);

/// <summary>What was compared.</summary>
internal sealed record ReconciledBody(
    DateTimeOffset? From, DateTimeOffset? To, int Payments, int Refunds, IReadOnlyList<DifferenceBody> Differences)
{
    public static ReconciledBody Of(Reconciled done) => new(
        done.From,
        done.To,
        done.Payments,
        done.Refunds,
        [.. done.Differences.Select(one => new DifferenceBody(
            one.PaymentId, one.Kind, one.Owner, one.Details, one.Action))]);
}

/// <summary>What both books say differently of one payment.</summary>
internal sealed record DifferenceBody(string Payment, string Kind, string? Owner, string Details, string Action);
