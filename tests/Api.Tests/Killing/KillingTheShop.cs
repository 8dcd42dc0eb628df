using System.Globalization;
using Commerce.Kit;
using Commerce.Silo.Storage.Audit;

namespace Commerce.Api.Tests.Killing;

/// <summary>The real executable is killed with SIGKILL under load; after each restart the invariants hold again within
/// 30 seconds, without any request, and every answered order is there with one mail.</summary>
public sealed class KillingTheShop(ITestOutputHelper output)
{
    private const int Buyers = 8;

    private static readonly TimeSpan MomentLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RestLimit = TimeSpan.FromSeconds(30);

    [Theory, Trait("Category", "long")]
    [EmbeddedAlone("A silo alone waits for the one that was killed before it; Cluster.Tests kill silos.")]
    [InlineData(true)]
    [InlineData(false)]
    public Task Twenty_times_loses_and_doubles_nothing(bool postgres) =>
        Run(postgres, Aimed(12), random: 8, unfinishedLeast: 20);

    [Fact]
    public Task Once_after_the_gateway_answered_loses_and_doubles_nothing() =>
        Run(postgres: false, ["after the gateway's answer"], random: 0, unfinishedLeast: 1);

    private static string[] Aimed(int count)
    {
        string[] names =
        [
            "after W1", "between holds", "after W2", "after the gateway's answer", "after W3", "between errands",
            "mail written, not marked",
        ];
        return [.. Enumerable.Range(0, count).Select(number => names[number % names.Length])];
    }

    private async Task Run(bool postgres, string[] aimed, int random, int unfinishedLeast)
    {
        await using var place = await KillingGround.Make(postgres);
        Dictionary<string, long> unfinished = [];
        Dictionary<string, int> told = [];
        var chance = new Random(20);
        string?[] strikes = [.. aimed, .. Enumerable.Repeat<string?>(null, random)];
        var skus = await place.Skus();
        for (var round = 0; round < strikes.Length; round++)
        {
            await using var server = await ServerProcess.Start(place.Folder, place.Address);
            using var shoppers = new Shoppers(server.Url, skus, seed: 100 * round);
            shoppers.Start(Buyers);
            await Strike(place, strikes[round], chance);
            await server.Kill();
            await shoppers.Stop();
            foreach (var (order, status) in shoppers.Told) told[order] = status;
            var found = await place.Audit();
            foreach (var (state, count) in found.Attempts.Where(state => IsUnfinished(state.Key)))
                unfinished[state] = unfinished.GetValueOrDefault(state) + count;
            output.WriteLine($"{round + 1}: {strikes[round] ?? "at random"}: {Line(found.Attempts)}");
            await UntilAtRest(place);
            await CheckOrders(place, told);
        }

        output.WriteLine($"unfinished at the kills: {Line(unfinished)}; {told.Count} orders answered");
        Assert.True(unfinished.Values.Sum() >= unfinishedLeast, $"Only {Line(unfinished)} unfinished.");
    }

    private static async Task Strike(KillingGround place, string? moment, Random chance)
    {
        var load = TimeSpan.FromMilliseconds(chance.Next(1500, 3500));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await Deadline.Until(TimeSpan.FromSeconds(10), () => Task.FromResult(watch.Elapsed > load));
        if (moment is null) return;
        var came = await Deadline.Until(MomentLimit, TimeSpan.FromMilliseconds(1), place.Moments.All[moment]);
        Assert.True(came, $"The moment '{moment}' did not come within {MomentLimit}.");
    }

    private async Task UntilAtRest(KillingGround place)
    {
        await using var server = await ServerProcess.Start(place.Folder, place.Address);
        AuditReport? last = null;
        var clean = await Deadline.Until(RestLimit, TimeSpan.FromMilliseconds(250), async () =>
        {
            last = await place.Audit();
            return last.Violations.IsEmpty && !last.Attempts.Any(state => IsUnfinished(state.Key) && state.Value > 0)
                && await place.UnsentMails() == 0;
        });
        foreach (var violation in last!.Violations) output.WriteLine(violation.ToString());
        Assert.True(
            clean, $"Not at rest after {RestLimit}: {Line(last.Attempts)}, {last.Violations.Length} violations.");
        await server.Kill();
    }

    // Told 201: placed. Told 202: it may have been declined since, but it is there. Each placed one has one mail.
    private static async Task CheckOrders(KillingGround place, Dictionary<string, int> told)
    {
        var orders = await place.Orders();
        foreach (var (order, status) in told)
        {
            Assert.True(orders.TryGetValue(order, out var placed), $"{order} was answered {status} and is not there.");
            Assert.True(placed || status == 202, $"{order} was answered 201 and is not placed.");
        }

        var mails = place.MessageIds();
        Assert.Equal(mails.Count, mails.Distinct().Count());
        var wanted = await place.MailIds();
        Assert.Equal(wanted.Order(StringComparer.Ordinal), mails.Order(StringComparer.Ordinal));
    }

    private static bool IsUnfinished(string state) => state is "confirmed" or "action_required" or "cancelling"
        or "frozen carts" or "open holds" or "with errands";

    private static string Line(IEnumerable<KeyValuePair<string, long>> counts) =>
        string.Join(
            ", ", counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key} {count.Value}")));
}
