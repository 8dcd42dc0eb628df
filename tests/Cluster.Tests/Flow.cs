using System.Diagnostics;
using System.Globalization;
using Commerce.Api.Tests.Killing;

namespace Commerce.Cluster.Tests;

/// <summary>Whether orders flow.</summary>
internal static class Flow
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BackLimit = TimeSpan.FromSeconds(30);

    /// <summary>Waits until something was bought from everybody.</summary>
    public static async Task Begins(IReadOnlyList<Shoppers> buyers) => Assert.True(
        await Deadline.Until(StartLimit, () => Task.FromResult(buyers.All(buyer => buyer.Told.Count >= 5))),
        "Hardly anything could be bought.");

    /// <summary>Waits until each API process has answered more orders than were under way; answers how long that
    /// took.</summary>
    public static async Task<string> Again(IReadOnlyList<Shoppers> buyers, int underWay, string after)
    {
        var watch = Stopwatch.StartNew();
        int[] most = [.. buyers.Select(buyer => buyer.Told.Count + underWay)];
        var flows = await Deadline.Until(BackLimit, () => Task.FromResult(
            buyers.Zip(most).All(buyer => buyer.First.Told.Count > buyer.Second)));
        var got = string.Join(
            ", ", buyers.Zip(most).Select(buyer => $"{buyer.First.Told.Count} of {buyer.Second + 1}"));
        Assert.True(flows, $"Orders do not flow within {BackLimit} after {after}: {got}.");
        return string.Create(
            CultureInfo.InvariantCulture, $"after {after}: orders flow again in {watch.Elapsed.TotalSeconds:F1} s");
    }

    /// <summary>Lets real time pass.</summary>
    public static Task Wait(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        return Deadline.Until(time, () => Task.FromResult(watch.Elapsed > time));
    }
}
