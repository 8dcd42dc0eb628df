using Commerce.Api;
using Commerce.Api.Carts;
using Commerce.Api.Http;
using Commerce.Api.Orders;
using Commerce.Api.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Simulation.Web;

/// <summary>The API of one process without a server: the product's own doors and handlers. Only what comes before them
/// is left out – the socket, and the choice of the route by its address.</summary>
internal sealed class Site
{
    public const string StorefrontKey = "pk_storefront_of_the_simulation";
    public const string StaffKey = "sk_staff_key_of_the_simulation_";

    private static readonly Lazy<Dictionary<(string Method, string Route), RouteEndpoint>> Endpoints = new(Map);

    private readonly IServiceProvider services;
    private readonly RequestDelegate way;
    private bool isOpen;

    public Site(IServiceProvider services)
    {
        this.services = services;
        var app = new ApplicationBuilder(services);
        app.UseAnswers();
        app.UseDoors();
        app.Run(context => context.GetEndpoint()!.RequestDelegate!(context));
        way = app.Build();
    }

    /// <summary>What the handlers need besides the shop itself.</summary>
    public static IServiceCollection AddTo(IServiceCollection services) => services
        .AddSingleton(new ApiSettings { Keys = new() { Storefront = StorefrontKey, Admin = StaffKey } })
        .AddSingleton<ServerSecrets>()
        .AddSingleton<CallGates>()
        .AddSingleton<CommandRunner>()
        .AddSingleton<KnownCallers>()
        .AddSingleton<Site>();

    /// <summary>Answers a request.</summary>
    public async Task<WebReply> Answer(WebRequest request)
    {
        if (!isOpen) await services.GetRequiredService<ServerSecrets>().Open();
        isOpen = true;
        using var answer = new MemoryStream();
        using var body = new MemoryStream(request.Body, writable: false);
        var context = new DefaultHttpContext { RequestServices = services };
        context.SetEndpoint(Endpoints.Value[(request.Method, request.Route)]);
        context.Request.Method = request.Method;
        context.Request.Path = request.Path;
        context.Request.Body = body;
        context.Response.Body = answer;
        foreach (var (name, value) in request.Values) context.Request.RouteValues[name] = value;
        foreach (var (name, value) in request.Headers) context.Request.Headers[name] = value;
        if (request.Body.Length > 0) context.Request.ContentLength = request.Body.Length;
        await way(context);
        return new(context.Response.StatusCode, answer.ToArray());
    }

    // Handlers take what they need from the request's process; here it only matters what is a service at all.
    private static Dictionary<(string Method, string Route), RouteEndpoint> Map()
    {
        var known = new ServiceCollection();
        known.AddLogging().AddRouting();
        known.AddSingleton(new Grains.Kernel.ShopSettings()).AddSingleton(TimeProvider.System);
        known.AddSingleton<IClusterClient>(_ => throw new NotSupportedException("Only its name is wanted."));
        AddTo(known);
        var map = new RouteMap(known.BuildServiceProvider());
        map.MapCarts();
        map.MapOrders();
        map.MapAdminOrders();
        map.MapReturns();
        map.MapWebhooks();
        return map.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToDictionary(NameOf);
    }

    private static (string Method, string Route) NameOf(RouteEndpoint route) => (
        route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0], route.RoutePattern.RawText!.TrimEnd('/'));

    private sealed class RouteMap(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }
}

/// <summary>Puts the API into a process.</summary>
internal static class SiteParts
{
    public static IServiceCollection AddSite(this IServiceCollection services) => Site.AddTo(services);
}
