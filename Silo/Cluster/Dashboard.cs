using Commerce.Silo.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Dashboard;

namespace Commerce.Silo;

/// <summary>Orleans' own dashboard, where <c>Commerce:Cluster:Dashboard</c> asks for it: at <c>/dashboard</c> of a
/// silo's address for operators, for staff alone. What it measures with costs every call, so it is not there
/// unasked.</summary>
internal static class Dashboard
{
    private const string Path = "/dashboard";

    /// <summary>Adds what it measures with.</summary>
    /// <exception cref="StartFaultException">A key of the configuration opens too easily.</exception>
    public static void AddDashboard(this IHostApplicationBuilder builder)
    {
        var keys = SettingsReader.Read<ConfiguredKeys>(builder.Configuration.GetSection("Commerce:Keys"));
        if (keys.Fault() is { } fault) throw new StartFaultException(fault);
        builder.Services.AddSingleton(keys);
        // A browser that reads along would keep a silo from leaving until its time is over.
        builder.UseOrleans(silo => silo.AddDashboard(options => options.HideTrace = true));
    }

    /// <summary>Adds its pages, behind the door.</summary>
    public static void MapDashboard(this WebApplication app)
    {
        app.UseRouting();
        app.UseMiddleware<StaffDoor>();
        app.MapOrleansDashboard(Path).WithMetadata(StaffDoor.Closed);
    }
}
