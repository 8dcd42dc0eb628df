using Commerce.Grains.Kernel;
using Commerce.Silo.Metrics;
using Commerce.Silo.Storage;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Commerce.Silo;

/// <summary>One silo of a shop: <c>dotnet run --project Silo -p:Edition=Cluster</c>. It has the database and the
/// gateways; on an address for operators alone it says how it is.</summary>
internal static class Program
{
    private const string Address = "http://127.0.0.1:5081";

    public static async Task<int> Main(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await app.Services.OpenShop();
            await app.StartAsync();
            Console.WriteLine($"The silo serves; it says how it is at {string.Join(", ", app.Urls)}.");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (StartFaultException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        // Orleans places activations by Polly, which has two lines for each.
        foreach (var talker in (string[])["Microsoft", "Orleans", "Polly"])
            builder.Logging.AddFilter(talker, LogLevel.Warning);
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null or "") builder.WebHost.UseUrls(Address);
        builder.AddSilo();
        builder.Services.AddSingleton<MetricsText>();
        var dashboard = ClusterSettings.Of(builder.Configuration).Dashboard;
        if (dashboard) builder.AddDashboard();
        var app = builder.Build();

        // Counts from the start on, and not from when somebody first looks.
        app.Services.GetRequiredService<MetricsText>();
        app.MapGet("/health/live", () => "live");
        app.MapGet("/health/ready", Ready);
        app.MapGet("/metrics", (MetricsText metrics) => Results.Text(metrics.Write(), "text/plain; version=0.0.4"));
        if (dashboard) app.MapDashboard();
        return app;
    }

    // Ready is a silo that belongs to the cluster and whose database answers.
    private static async Task<IResult> Ready(
        ISiloStatusOracle oracle, IDatabase database, IHostApplicationLifetime lifetime, HttpContext context)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return Unready("stopping");
        if (oracle.CurrentStatus != SiloStatus.Active) return Unready("joining");
        try
        {
            await database.Read(
                connection => connection.ExecuteScalarAsync<int>("select 1"), context.RequestAborted);
            return Results.Text("ready");
        }
        catch (StoreUnavailableException)
        {
            return Unready("store_unavailable");
        }
    }

    private static IResult Unready(string why) =>
        Results.Text(why, statusCode: StatusCodes.Status503ServiceUnavailable);
}
