using Commerce.Api.Customers;
using Commerce.Api.Http;
using Commerce.Api.Http.Overload;
using Commerce.Api.Keys;
using Commerce.Api.Products;
using Commerce.Silo;
using Commerce.Silo.Metrics;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Commerce.Api;

/// <summary>What the API needs besides the shop itself, and the way of a request through it.</summary>
internal static class ShopApi
{
    /// <summary>Adds the API, set up by the configuration section <c>Commerce</c>.</summary>
    /// <exception cref="StartFaultException">A setting makes no sense.</exception>
    public static void AddApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var settings = services.AddApiTools(builder.Configuration);
        var firstStart = FirstStart.Of(settings, builder.Listen(settings));
        services.AddSingleton(firstStart);
        services.AddSingleton<CallGates>();
        services.AddSingleton<Pressure>();
        services.AddSingleton<CommandRunner>();
        services.AddSingleton<KnownCallers>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<SignInPace>();
        services.AddSingleton<Availability>();
        services.AddSingleton<Pricing.PriceTools>();
        services.AddSingleton<MetricsText>();
        services.AddStorefronts(settings, !firstStart.IsOff);
        services.AddDescription();
        services.AddHostedService<Opening>();
        builder.WebHost.ConfigureKestrel(SetLimits);
    }

    /// <summary>What commands need too.</summary>
    public static ApiSettings AddApiTools(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = SettingsReader.Read<ApiSettings>(configuration.GetSection(ApiSettings.Section));
        if (settings.Fault() is { } fault) throw new StartFaultException(fault);
        services.AddSingleton(settings);
        services.AddSingleton<ServerSecrets>();
        services.AddSingleton<KeyMaker>();
        return settings;
    }

    /// <summary>The way of a request, from outside in.</summary>
    public static void UseApi(this WebApplication app)
    {
        // Counts from the start on, and not from when somebody first looks.
        app.Services.GetRequiredService<MetricsText>();
        app.UseAnswers();
        if (app.Services.GetRequiredService<ApiSettings>().Docs)
        {
            app.UseSwaggerUI(page =>
            {
                page.RoutePrefix = "docs";
                page.SwaggerEndpoint("/openapi/v1.json", "Commerce");
            });
            app.MapOpenApi().WithMetadata(Access.Open);
        }

        app.UseRouting();
        app.UseCors();
        app.UseMiddleware<Turnstile>();
        app.UseDoors();
    }

    /// <summary>Names requests, and makes answers of what goes wrong.</summary>
    public static void UseAnswers(this IApplicationBuilder app) =>
        app.Use(Edges.Guard).UseMiddleware<ProblemAnswers>();

    /// <summary>Once it is known what a request is for: who may come in, and what is read of it.</summary>
    public static void UseDoors(this IApplicationBuilder app) =>
        app.UseMiddleware<Doorkeeper>().UseMiddleware<Entrance>();

    // The server's own settings win; 'urls' in appsettings.json would win over ASPNETCORE_URLS, so ours has its own
    // name.
    private static string Listen(this WebApplicationBuilder builder, ApiSettings settings)
    {
        var configuration = builder.Configuration;
        if (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls) return urls;
        var isSet = configuration[WebHostDefaults.HttpPortsKey] is { Length: > 0 }
            || configuration[WebHostDefaults.HttpsPortsKey] is { Length: > 0 }
            || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (isSet) return "http://*";
        builder.WebHost.UseUrls(settings.Address);
        return settings.Address;
    }

    private static void SetLimits(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyLimit.Drained;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }
}
