using System.Globalization;
using Commerce.Api.Tests.Killing;
using Npgsql;

namespace Commerce.Cluster.Tests;

/// <summary>Two silos and two API processes under load, and what happens to them: nothing accepted is lost, nothing is
/// doubled, and the shop takes orders again in time.</summary>
[Trait("Category", "long")]
public sealed class LosingSilos(ITestOutputHelper output)
{
    private const int Buyers = 6;
    private const int UnderWay = Buyers / 2;
    private const string LateSignsOfLife = """
        create function late() returns trigger language plpgsql as $$
        begin
            new.iamalivetime := now() - interval '1 hour';
            new.starttime := new.iamalivetime;
            return new;
        end $$;
        create trigger late before update on orleansmembershiptable for each row execute function late();
        update orleansmembershiptable set status = status
        """;

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

    // A silo that comes tells only those whose sign of life is fresh. The others have to find it in the table.
    [Fact]
    public Task Goes_on_when_a_silo_is_added_to_those_that_seem_to_be_gone() => Under(async course =>
    {
        await using (var database = NpgsqlDataSource.Create(course.Shop.Place.Address))
        await using (var command = database.CreateCommand(LateSignsOfLife)) await command.ExecuteNonQueryAsync();
        await course.Shop.AddSilo();
        var api = await course.Shop.AddApi();
        using var buyers = new Shoppers(api.Url, await course.Shop.Place.Skus(), seed: 2_000);
        buyers.Start(UnderWay);
        output.WriteLine(await Flow.Again([.. course.Buyers, buyers], UnderWay, "a silo added that was not told of"));
        await buyers.Stop();
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
            await Flow.Wait(TimeSpan.FromSeconds(10));
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
        await Flow.Begins(course.Buyers);
        await happening(course);
        await Task.WhenAll(first.Stop(), second.Stop());
        Dictionary<string, int> told = new([.. first.Told, .. second.Told]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{told.Count} orders answered"));
        await shop.CheckAtRest(told);
    }

    /// <summary>A shop under load.</summary>
    private sealed record Course(ClusterShop Shop, ShopProcess[] Silos, Shoppers[] Buyers, ITestOutputHelper Output)
    {
        /// <summary>Waits until both API processes answer more orders than were under way, and says how long that
        /// took.</summary>
        public async Task FlowsAgain(string after)
        {
            Output.WriteLine(await Flow.Again(Buyers, UnderWay, after));
            await Flow.Wait(Aftermath);
        }
    }
}
