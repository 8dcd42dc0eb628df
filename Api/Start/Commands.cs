using Commerce.Api.Import;
using Commerce.Api.Keys;
using Commerce.Grains.Access;
using Commerce.Grains.Kernel;
using Commerce.Silo;
using Commerce.Silo.Reconciling;
using Commerce.Silo.Storage.Audit;
using Commerce.Silo.Storage.Rebuilding;
using Microsoft.Extensions.Logging.Console;

namespace Commerce.Api;

/// <summary>What the program does besides serving: one command, then it ends.</summary>
internal static class Commands
{
    private const string Usage = """
        Commands:
          (none)               serve the shop
          audit                check the invariants of a running or a stopped shop
          import FILE          import a product CSV as Shopify exports it; [--stock] [--quiet]
          rebuild              make the read tables of a stopped shop anew
          reconcile            compare payments and refunds with the gateway's
          keys add ROLE        make a key: owner, reader, fulfilment, service, catalog, finance, or storefront
          keys replace USE     sign with a fresh secret: tokens or ids
        """;

    public static async Task<int> Run(string[] args)
    {
        // What has an '=' is a setting: --Commerce:Data=shop.
        string[] settings = [.. args.Where(IsSetting)];
        string[] words = [.. args.Where(word => !IsSetting(word))];
        switch (words)
        {
            case ["audit"]:
                return await AuditCommand.Run(Host(settings).Configuration, Console.Out);
            case ["rebuild"]:
                return await RebuildCommand.Run(Host(settings).Configuration, Console.Out);
            case ["import", .. var rest]:
                return await InShop(settings, services => Import(rest, services));
            case ["reconcile"]:
                return await InShop(settings, services => ReconcileCommand.Run(services, Console.Out));
            case ["keys", "add", var role]:
                return await InShop(settings, services => AddKey(role, services));
            case ["keys", "replace", "tokens" or "ids"]:
                return await InShop(settings, services => ReplaceSecret(words[2], services));
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }

    /// <summary>Runs something in the shop, without serving it.</summary>
    private static async Task<int> InShop(string[] settings, Func<IServiceProvider, Task<int>> run)
    {
        var builder = Host(settings);
        // What a command prints is its answer alone: what an engine has to say besides goes where errors go.
        builder.Configuration["Logging:LogLevel:Default"] = "Warning";
        builder.Services.Configure<ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddShop();
        builder.Services.AddApiTools(builder.Configuration);
        using var host = builder.Build();
        await host.Services.OpenShop();
        await host.StartAsync();
        try
        {
            // From now on the shop is not new: nothing of the first-start help is mixed into what a command makes.
            await host.Services.GetRequiredService<Http.ServerSecrets>().Open();
            return await run(host.Services);
        }
        finally
        {
            await host.StopAsync();
        }
    }

    private static HostApplicationBuilder Host(string[] settings) =>
        Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(
        new HostApplicationBuilderSettings { Args = settings, ContentRootPath = AppContext.BaseDirectory });

    private static bool IsSetting(string word) => word.StartsWith("--", StringComparison.Ordinal) && word.Contains('=');

    private static Task<int> Import(string[] words, IServiceProvider services) => ImportCommand.Run(
        words,
        services.GetRequiredService<IClusterClient>(),
        services.GetRequiredService<ShopSettings>(),
        new(Console.Out, Console.Error),
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);

    private static async Task<int> AddKey(string name, IServiceProvider services)
    {
        var isStorefront = name == "storefront";
        if (!isStorefront && !RoleNames.All.Contains(name))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        var kind = isStorefront ? AccessKind.Storefront : AccessKind.Admin;
        var roles = isStorefront ? AccessRoles.None : RoleNames.RolesOf([name]);
        Console.WriteLine(await services.GetRequiredService<KeyMaker>().Make(kind, roles, $"Made by command: {name}"));
        return 0;
    }

    private static async Task<int> ReplaceSecret(string name, IServiceProvider services)
    {
        var use = name == "tokens" ? ServerKeyUse.Tokens : ServerKeyUse.Ids;
        await services.GetRequiredService<Http.ServerSecrets>().Replace(use);
        Console.WriteLine($"From now on {name} are signed with a fresh secret; those of the one before stay good.");
        return 0;
    }
}
