using System.Globalization;
using System.Text;
using Commerce.Api.Tests.Killing;

namespace Commerce.Cluster.Tests;

/// <summary>One database that the Embedded edition has first, then the processes of the Cluster edition, then the
/// Embedded edition again: each shows what the other stored as that showed it, byte for byte, and goes on with
/// it.</summary>
[Trait("Category", "long")]
public sealed class ChangingTheEdition(ITestOutputHelper output)
{
    private static readonly TimeSpan RestLimit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Shows_everything_as_before_and_goes_on_with_it()
    {
        await using var shop = await ClusterShop.Make();
        var trade = new Trade((await shop.Place.Skus())[0]);

        var embedded = await shop.AddEmbedded();
        await trade.Begin(embedded.Url);
        var begun = await Seen(shop, trade, embedded);
        await embedded.Leave();

        ShopProcess[] silos = [await shop.AddSilo(), await shop.AddSilo()];
        var api = await shop.AddApi();
        Same(begun, await trade.Look(api.Url));
        await trade.GoOn(api.Url);
        var gone = await Seen(shop, trade, api);
        await api.Leave();
        foreach (var silo in silos) await silo.Leave();

        embedded = await shop.AddEmbedded();
        Same(gone, await trade.Look(embedded.Url));
        await trade.GoOn(embedded.Url);
        await trade.GiveBack(embedded.Url);
        await shop.CheckAtRest(trade.Told);
    }

    // What is to be seen once nothing is under way any more; the books are clean by then.
    private static async Task<Dictionary<string, string>> Seen(ClusterShop shop, Trade trade, ShopProcess process)
    {
        await shop.CheckAtRest(trade.Told);
        Assert.True(await Deadline.Until(RestLimit, async () => await shop.Place.DueSoon() == 0), "Something is due.");
        return await trade.Look(process.Url);
    }

    private void Same(Dictionary<string, string> before, Dictionary<string, string> now)
    {
        Assert.Equal(before.Keys, now.Keys);
        foreach (var (path, text) in before) Assert.True(text == now[path], $"{path}: {text} is {now[path]} now.");
        var bytes = before.Values.Sum(Encoding.UTF8.GetByteCount);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{before.Count} answers, {bytes:N0} bytes, are the same"));
    }
}
