using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Silo.Metrics;

namespace Commerce.Api.Machine;

/// <summary>What operators and their tools ask.</summary>
internal static class MachineEndpoints
{
    public static void MapMachine(this IEndpointRouteBuilder routes)
    {
        var machine = routes.MapGroup("").WithTags("Machine");

        machine.MapGet("/health/live", Live).Says(Access.Open, "Says that the process runs")
            .Answers<HealthBody>(200, "It runs.");

        machine.MapGet("/health/ready", Ready).Says(Access.Open, "Says whether the shop can take requests")
            .Answers<HealthBody>(200, "It can.")
            .Answers<HealthBody>(503, "It cannot: it stops, or the store does not answer.");

        machine.MapGet("/metrics", Metrics).Says(Access.AnyStaff, "Gives the process's figures to Prometheus")
            .Answers<string>(200, "Prometheus text.");
    }

    private static ShownAnswer Live() => new(Shown.Ok(new HealthBody("live")));

    private static async Task<IResult> Ready(IClusterClient grains, IHostApplicationLifetime lifetime)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return Unready("stopping");
        try
        {
            await grains.GetGrain<IAnswersGrain>("answers").Find("ready");
            return new ShownAnswer(Shown.Ok(new HealthBody("ready")));
        }
        catch (Exception failure) when (failure is Orleans.Runtime.OrleansException or TimeoutException)
        {
            return Unready("store_unavailable");
        }
    }

    private static ShownAnswer Unready(string why) =>
        new(new(StatusCodes.Status503ServiceUnavailable, new HealthBody(why)));

    private static IResult Metrics(MetricsText metrics) => Results.Text(metrics.Write(), "text/plain; version=0.0.4");
}

/// <summary>How the process is.</summary>
internal sealed record HealthBody(string Status);
