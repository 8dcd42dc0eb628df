using System.Diagnostics;
using System.Globalization;
using Commerce.Api.Tests.Killing;

namespace Commerce.Cluster.Tests;

/// <summary>Two silos and two API processes under load, and what happens to them: nothing accepted is lost, nothing is
/// doubled, and the shop takes orders again in time.</summary>
[Trait("Category", "long")]
public sealed class LosingSilos(ITestOutputHelper output)
{
    private const int Buyers = 6;
    private const int UnderWay = Buyers / 2;
    private static readonly TimeSpan BackLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(5);

    [Fact]
    public Task Takes_orders_again_after_a_silo_was_killed() => Under(async course =>
    {
        await course.Silos[0].Kill();
        await course.FlowsAgain("a silo killed");
    });

    [Fact]
    public Task Goes_on_when_a_silo_is_told_to_leave() => Under(async course =>
    {
        var took = await course.Silos[0].Leave();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a silo left in {took.TotalSeconds:F1} s"));
        Assert.True(took < TimeSpan.FromSeconds(35), $"It left after {took}.");
        await course.FlowsAgain("a silo drained");
    });

    [Fact]
    public Task Goes_on_when_a_silo_is_added() => Under(async course =>
    {
        await course.Shop.AddSilo();
        await course.FlowsAgain("a silo added");
    });

    [Fact]
    public Task Takes_orders_again_after_the_database_was_restarted() => Under(async course =>
    {
        await course.Shop.Place.Postgres!.Restart();
        await course.FlowsAgain("the database restarted");
    });

    [Fact]
    public async Task Takes_orders_again_after_a_silo_could_not_reach_the_database_for_a_while()
    {
        await using var shop = await ClusterShop.Make();
        await using var line = new PausingLine(shop.Place.Address);
        await Under(shop, line.Database, async course =>
        {
            line.Pause();
            await Wait(TimeSpan.FromSeconds(10));
            line.GoOn();
            await course.FlowsAgain("no network to the database for 10 s");
        });
    }

    private async Task Under(Func<Course, Task> happening)
    {
        await using var shop = await ClusterShop.Make();
        await Under(shop, null, happening);
    }

    private async Task Under(ClusterShop shop, string? database, Func<Course, Task> happening)
    {
        ShopProcess[] silos = [await shop.AddSilo(database), await shop.AddSilo()];
        ShopProcess[] apis = [await shop.AddApi(), await shop.AddApi()];
        var skus = await shop.Place.Skus();
        using var first = new Shoppers(apis[0].Url, skus, seed: 1);
        using var second = new Shoppers(apis[1].Url, skus, seed: 1_000);
        first.Start(UnderWay);
        second.Start(UnderWay);
        var course = new Course(shop, silos, [first, second], output);
        Assert.True(
            await Deadline.Until(StartLimit, () => Task.FromResult(course.Buyers.All(buyer => buyer.Told.Count >= 5))),
            "Hardly anything could be bought.");
        await happening(course);
        await Task.WhenAll(first.Stop(), second.Stop());
        Dictionary<string, int> told = new([.. first.Told, .. second.Told]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{told.Count} orders answered"));
        await shop.CheckAtRest(told);
    }

    private static Task<bool> Wait(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        return Deadline.Until(time, () => Task.FromResult(watch.Elapsed > time));
    }

    /// <summary>A shop under load.</summary>
    private sealed record Course(ClusterShop Shop, ShopProcess[] Silos, Shoppers[] Buyers, ITestOutputHelper Output)
    {
        /// <summary>Waits until both API processes answer more orders than were under way, and says how long that
        /// took.</summary>
        public async Task FlowsAgain(string after)
        {
            var watch = Stopwatch.StartNew();
            int[] most = [.. Buyers.Select(buyer => buyer.Told.Count + UnderWay)];
            var flows = await Deadline.Until(BackLimit, () => Task.FromResult(
                Buyers.Zip(most).All(buyer => buyer.First.Told.Count > buyer.Second)));
            Assert.True(flows, $"No order within {BackLimit} after {after}.");
            Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"after {after}: orders flow again in {watch.Elapsed.TotalSeconds:F1} s"));
            await Wait(Aftermath);
        }
    }
}
