using Commerce.Api.Carts;
using Commerce.Api.Certificates;
using Commerce.Api.Customers;
using Commerce.Api.Import;
using Commerce.Api.Keys;
using Commerce.Api.Machine;
using Commerce.Api.Mails;
using Commerce.Api.Orders;
using Commerce.Api.Payments;
using Commerce.Api.Pricing;
using Commerce.Api.Problems;
using Commerce.Api.Products;
using Commerce.Api.Stock;
using Commerce.Api.Summary;
using Commerce.Api.Webhooks;
using Commerce.Silo;

namespace Commerce.Api;

/// <summary>The shop as one process: <c>dotnet run --project Api</c> serves it, other arguments are commands.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        try
        {
            if (args is [{ } first, ..] && !first.StartsWith('-')) return await Commands.Run(args);
            await using var app = Build(args);
            await Listening.Run(app);
            return 0;
        }
        catch (StartFaultException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    /// <summary>The whole application; tests add to it what they need.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? change = null)
    {
        // Settings lie beside the program; relative paths in them mean the folder of the caller.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddShop();
        builder.AddApi();
        change?.Invoke(builder);

        var app = builder.Build();
        app.UseApi();
        app.MapProducts();
        app.MapCarts();
        app.MapCustomers();
        app.MapSessions();
        app.MapMe();
        app.MapMyClasses();
        app.MapAdminCustomers();
        app.MapOrders();
        app.MapTracking();
        app.MapSimulator();
        app.MapAdminOrders();
        app.MapAdminCarts();
        app.MapReturns();
        app.MapAdminPayments();
        app.MapCorrections();
        app.MapAdditions();
        app.MapFulfilment();
        app.MapPaymentLinks();
        app.MapAdminProducts();
        app.MapImport();
        app.MapStock();
        app.MapPrices();
        app.MapCharges();
        app.MapUserClasses();
        app.MapProblems();
        app.MapSummary();
        app.MapReconciliations();
        app.MapWebhooks();
        app.MapCertificates();
        app.MapAdminCertificates();
        app.MapMailTemplates();
        app.MapMails();
        app.MapKeys();
        app.MapMachine();
        return app;
    }
}
