using System.Diagnostics;
using System.Globalization;
using Commerce.Api.Tests.Killing;

namespace Commerce.Cluster.Tests;

/// <summary>Processes of an earlier build and of this one side by side under load, until the old ones have left one by
/// one. The earlier build makes the data, and the first new silo the migrations that it lacks. It lies in the folder
/// that <c>COMMERCE_OLD_BUILD</c> names; <c>old-build.sh</c> makes one.</summary>
[Trait("Category", "long"), Trait("Needs", "an earlier build")]
public sealed class UpgradingWithoutAPause(ITestOutputHelper output)
{
    private const int UnderWay = 2;

    private readonly Dictionary<string, int> told = [];
    private int faults;
    private readonly string? old = Environment.GetEnvironmentVariable("COMMERCE_OLD_BUILD");

    [Fact]
    public async Task Loses_nothing_and_doubles_nothing()
    {
        Assert.True(Directory.Exists(old), "COMMERCE_OLD_BUILD names no folder with an earlier build.");
        await using var shop = await ClusterShop.Make(filled: false);
        ShopProcess[] silos = [await shop.AddSilo(build: old), await shop.AddSilo(build: old)];
        ShopProcess[] apis = [await shop.AddApi(old), await shop.AddApi(old)];
        var (skus, known) = (await shop.Place.Skus(), await shop.Place.Migrations());
        using var first = Buyers(apis[0], skus, 1);
        using var second = Buyers(apis[1], skus, 1_000);
        await Flow.Begins([first, second]);
        var watch = Stopwatch.StartNew();

        await shop.AddSilo();
        var added = await shop.Place.Migrations() - known;
        Assert.True(added > 0, "The earlier build has all migrations of this one: it must be older.");
        Say($"{added} more migrations were made");
        using var third = Buyers(await shop.AddApi(), skus, 2_000);
        await Flow.Begins([third]);
        await FlowsAgain([first, second, third], "the first new silo and API process were added");

        await Leave(apis[0], first);
        await silos[0].Leave();
        await FlowsAgain([second, third], "an old silo and an old API process left");

        await shop.AddSilo();
        using var fourth = Buyers(await shop.AddApi(), skus, 3_000);
        await Flow.Begins([fourth]);
        await FlowsAgain([second, third, fourth], "the second new silo and API process were added");

        await silos[1].Leave();
        await FlowsAgain([second, third, fourth], "the last old silo left");
        await Leave(apis[1], second);
        await FlowsAgain([third, fourth], "the last old API process left");

        Say($"the upgrade took {watch.Elapsed.TotalSeconds:F0} s");
        await Stop(third);
        await Stop(fourth);
        Say($"{told.Count} orders answered");
        Assert.Equal(0, faults);
        await shop.CheckAtRest(told);
    }

    private static Shoppers Buyers(ShopProcess api, IReadOnlyList<string> skus, int seed)
    {
        var buyers = new Shoppers(api.Url, skus, seed);
        buyers.Start(UnderWay);
        return buyers;
    }

    // A proxy sends nobody any more to a process that is told to leave.
    private async Task Leave(ShopProcess api, Shoppers buyers)
    {
        await Stop(buyers);
        await api.Leave();
    }

    private async Task Stop(Shoppers buyers)
    {
        await buyers.Stop();
        faults += buyers.Faults;
        foreach (var (order, status) in buyers.Told) told.Add(order, status);
    }

    private async Task FlowsAgain(IReadOnlyList<Shoppers> buyers, string after) =>
        output.WriteLine(await Flow.Again(buyers, UnderWay, after));

    private void Say(FormattableString what) => output.WriteLine(what.ToString(CultureInfo.InvariantCulture));
}
