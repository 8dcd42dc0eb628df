using System.Net;
using Commerce.Kit;
using Commerce.Silo.Storage.AlsoBought;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Journeys;

public sealed class BuyingTogetherOnSqlite() : BuyingTogether(null);

public sealed class BuyingTogetherOnPostgres(Databases databases) : BuyingTogether(databases);

/// <summary>SCH-01: what buyers of a product also bought, from their orders to the product's page.</summary>
public abstract class BuyingTogether(Databases? postgres) : IAsyncLifetime
{
    private TestDatabase? home;

    public async ValueTask InitializeAsync()
    {
        if (postgres is not null) home = await postgres.New(DatabaseKind.Postgres);
    }

    public async ValueTask DisposeAsync()
    {
        if (home is not null) await home.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Shows_what_buyers_of_a_product_also_bought_after_the_night()
    {
        await using var shop = new OpenShop(await Opened("true"));
        await Sold(shop.Api);
        Assert.Empty(await Shown(shop.Api, "kettle"));
        await shop.Api.App.Services.GetRequiredService<AlsoBoughtJob>().Run();

        Assert.Equal(["teapot", "cup"], await Shown(shop.Api, "kettle"));
        Assert.Equal(["kettle", "cup"], await Shown(shop.Api, "teapot"));
        Assert.Empty(await Shown(shop.Api, "vase"));
        var id = (string)(await shop.Api.Shop(HttpMethod.Get, "/v1/products/kettle")).Body["id"]!;
        Assert.Equal(["teapot", "cup"], await Shown(shop.Api, id));
        (await shop.Api.Shop(HttpMethod.Get, "/v1/products/nothing/also-bought"))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Shows_nothing_where_the_shop_does_not_want_it()
    {
        await using var shop = new OpenShop(await Opened("false"));
        await Sold(shop.Api);
        await shop.Api.App.Services.GetRequiredService<AlsoBoughtJob>().Run();
        Assert.Empty(await Shown(shop.Api, "kettle"));
    }

    // The kettle's buyer takes more teapots than cups; the vase goes alone.
    private static async Task Sold(RunningApi api)
    {
        foreach (var slug in (string[])["kettle", "teapot", "cup", "vase"])
            await api.Product(slug, slug.ToUpperInvariant(), 20, name: slug);
        var cart = await api.FilledCart("KETTLE", 3);
        (await cart.Add("TEAPOT", 2)).Expect(HttpStatusCode.OK);
        (await cart.Add("CUP", 1)).Expect(HttpStatusCode.OK);
        (await cart.Deliver()).Expect(HttpStatusCode.OK);
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        (await (await api.FilledCart("VASE")).Pay()).Expect(HttpStatusCode.Created);
    }

    private static async Task<IEnumerable<string>> Shown(RunningApi api, string product) =>
        (await api.Shop(HttpMethod.Get, $"/v1/products/{product}/also-bought")).Expect(HttpStatusCode.OK)
        .Body["items"]!.AsArray().Select(one => (string)one!["slug"]!);

    private async Task<RunningApi> Opened(string wanted)
    {
        var api = new RunningApi { Database = home?.Setting, Settings = ["--Commerce:AlsoBought", wanted] };
        await api.InitializeAsync();
        return api;
    }

    private sealed record OpenShop(RunningApi Api) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Api.DisposeAsync();
    }
}
