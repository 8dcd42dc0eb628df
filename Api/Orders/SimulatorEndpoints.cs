using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Api.Orders;

/// <summary>What a shopper does at the simulated gateway; there in first-start mode only.</summary>
internal static class SimulatorEndpoints
{
    public static void MapSimulator(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<FirstStart>().IsOff) return;
        var configuration = routes.ServiceProvider.GetRequiredService<IConfiguration>();
        if (configuration["Commerce:Stripe:SecretKey"] is { Length: > 0 }) return;
        routes.MapPost("/v1/sim/payments/{id}/authenticate", Authenticate)
            .WithTags("Simulated gateway")
            .RequireCors(Edges.Storefronts)
            .Says(Access.Shop, "Finishes the shopper's own step at the simulated gateway")
            .Takes(new AuthenticateBody("succeed"))
            .Answers<AuthenticatedBody>(200, "What the payment is then; refresh the order to see it there.");
    }

    private static async Task<IResult> Authenticate(string id, Body<AuthenticateBody> body, IClusterClient grains)
    {
        var payment = Uri.UnescapeDataString(id);
        var simulator = grains.GetGrain<ISimulatorGrain>("simulator");
        var fact = await simulator.Authenticate(payment, body.Value.Result == "succeed");
        return fact is PaymentFact.Absent
            ? Problem.Of(new NotFound("payment"))
            : new ShownAnswer(Shown.Ok(new AuthenticatedBody(NameOf(fact))));
    }

    private static string NameOf(PaymentFact fact) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(fact.GetType().Name);
}

/// <summary>What the gateway says: <c>approved</c>, <c>declined</c>, <c>cancelled</c>,
/// <c>action_needed</c>.</summary>
internal sealed record AuthenticatedBody(string Status);
