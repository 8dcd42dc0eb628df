using System.Globalization;
using Commerce.Api.Tests.Killing;
using Npgsql;

namespace Commerce.Cluster.Tests;

/// <summary>What is stored and not used costs no memory: a silo with a million carts, none of them active.</summary>
[Trait("Category", "long")]
public sealed class RestingCarts(ITestOutputHelper output)
{
    private const int Carts = 1_000_000;
    private const double MegabytesMost = 50;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(45);

    // Copies of one cart, its row in the list and its due time; nobody asks for them, so their hash is any.
    private const string Fill = """
        set session_replication_role = replica;
        create temp table one as select * from orleansstorage where graintypestring = 'cart' limit 1;
        insert into orleansstorage (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring,
            grainidextensionstring, serviceid, payloadbinary, modifiedon, version)
        select hashtext(n::text), 0, 0, graintypehash, graintypestring, id, serviceid,
            convert_to(replace(convert_from(payloadbinary, 'UTF8'), grainidextensionstring, id), 'UTF8'), modifiedon,
            version
        from one, lateral (select n, 'cart-' || lpad(n::text, 26, '0') as id from generate_series(1, @carts) n) many;
        insert into carts select (jsonb_populate_record(carts, jsonb_build_object(
            'entity_id', 'cart-' || lpad(n::text, 26, '0')))).*
        from carts, generate_series(1, @carts) n
        where carts.entity_id = (select grainidextensionstring from one);
        analyze;
        """;

    [Fact]
    public async Task Cost_a_silo_less_than_fifty_megabytes()
    {
        await using var shop = await ClusterShop.Make();
        var before = await Memory(shop);
        await FillUp(shop.Place.Address);
        var after = await Memory(shop);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{before:F0} MB without carts, {after:F0} MB with {Carts:N0} stored carts"));
        Assert.InRange(after - before, double.MinValue, MegabytesMost);
    }

    // A silo that has served one cart and then rests.
    private static async Task<double> Memory(ClusterShop shop)
    {
        var silo = await shop.AddSilo();
        var api = await shop.AddApi();
        using (var buyers = new Shoppers(api.Url, await shop.Place.Skus(), seed: 1))
        {
            buyers.Start(1);
            Assert.True(await Deadline.Until(Rest, () => Task.FromResult(buyers.Told.Count > 0)));
            await buyers.Stop();
        }

        await Flow.Wait(Rest);
        var memory = silo.Megabytes;
        await api.Leave();
        await silo.Leave();
        return memory;
    }

    private static async Task FillUp(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Fill.Replace(
            "@carts", Carts.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), connection);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
