using System.Globalization;
using Commerce.Grains.Kernel;
using Dapper;

namespace Commerce.Silo.Storage.AlsoBought;

/// <summary>Works out what buyers of a product also bought (SCH-01): of everything that they ever ordered, the five
/// products with the most units. Made anew each night, in one transaction: safe to run twice, and to be cut
/// short.</summary>
internal sealed class AlsoBoughtJob(IDatabase database, ShopSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan Night = new(4, 14, 0);

    // A guest is known by one order only. What is sold no more is not shown (CAT-34).
    private const string FindSql = """
        with bought as (
            select coalesce(o.customer_id, o.entity_id) as buyer, i.product_id as product, sum(i.quantity) as units
            from order_items i join orders o on o.entity_id = i.entity_id
            where i.state <> 'void'
            group by coalesce(o.customer_id, o.entity_id), i.product_id),
        pairs as (
            select a.product as product, b.product as other, sum(b.units) as units
            from bought a join bought b on b.buyer = a.buyer and b.product <> a.product
            group by a.product, b.product),
        ranked as (
            select p.product as product, p.other as other,
                row_number() over (partition by p.product order by p.units desc, p.other) as place
            from pairs p
                join products t on t.entity_id = p.other and t.active = @yes
                join products s on s.entity_id = p.product and s.active = @yes)
        select product as Product, other as Other, place as Place from ranked where place <= @most
        """;

    private const string ClearSql = "delete from also_bought";

    private const string AddSql = """
        insert into also_bought (product_id, place, other_id, day) values (@Product, @Place, @Other, @Day)
        """;

    /// <summary>How many are kept of a product.</summary>
    public const int Most = 5;

    /// <summary>Does it, unless it was done since the last night.</summary>
    /// <returns>Whether it was done.</returns>
    public async Task<bool> RunWhenDue()
    {
        var done = await database.Read(
            connection => connection.ExecuteScalarAsync<string?>("select max(day) from also_bought"));
        if (done is not null && string.CompareOrdinal(done, LastNight()) >= 0) return false;
        await Run();
        return true;
    }

    /// <summary>Does it.</summary>
    public async Task Run()
    {
        var day = LastNight();
        var found = await database.Read(
            async connection => (await connection.QueryAsync<Pair>(FindSql, new { yes = true, most = Most })).AsList());
        await database.Change(async connection =>
        {
            await connection.ExecuteAsync(ClearSql);
            return await connection.ExecuteAsync(
                AddSql, found.Select(pair => new { pair.Product, pair.Place, pair.Other, Day = day }));
        });
    }

    // The day of the last 04:14 in the shop's zone.
    private string LastNight()
    {
        var now = TimeZoneInfo.ConvertTime(clock.Now(), TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone));
        var day = DateOnly.FromDateTime(now.DateTime).AddDays(now.TimeOfDay < Night ? -1 : 0);
        return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private sealed class Pair
    {
        public string Product { get; init; } = "";

        public string Other { get; init; } = "";

        public long Place { get; init; }
    }
}
