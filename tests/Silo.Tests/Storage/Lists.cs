using Commerce.Grains.Kernel;
using Commerce.Silo.Storage.Queries;
using Dapper;

namespace Commerce.Silo.Tests.Storage;

/// <summary>Rows for lists, written as entities write them.</summary>
internal static class Lists
{
    public static Task<string?> Product(
        StoreUnderTest store,
        string id,
        string name,
        long? price = 100,
        string words = "",
        string? category = null,
        bool active = true,
        bool present = true,
        long? availableAt = null,
        long at = Note.At) => store.Write(
        Note.Envelope(id) with
        {
            Rows = RowSet.None
                .With("products", [
                    new
                    {
                        Slug = id,
                        Name = name,
                        NameKey = name.ToLowerInvariant(),
                        Words = words,
                        Sku = id.ToUpperInvariant(),
                        Price = price,
                        Currency = "USD",
                        Active = active,
                        Present = present,
                        AvailableAt = availableAt,
                        CreatedAt = at,
                        ChangedAt = at,
                    },
                ])
                .With("product_variants", [
                    new
                    {
                        Position = 0,
                        Sku = id.ToUpperInvariant(),
                        SkuKey = id,
                        Options = "",
                        Price = price,
                        Currency = "USD",
                        SoftGood = false,
                        Tracked = true,
                        Backorder = 0,
                        Orderable = active && price is not null,
                    },
                ])
                .With("product_categories", category is null ? [] : [Category(category)]),
        },
        entity: "product");

    public static Task<string?> Stock(
        StoreUnderTest store, string product, int onHand, int held = 0, int backorder = 0) =>
        store.Write(
            Note.Envelope("stock-" + product) with
            {
                Rows = RowSet.None.With("stock", [
                    new
                    {
                        Sku = product.ToUpperInvariant(),
                        SkuKey = product,
                        OnHand = onHand,
                        Held = held,
                        Available = Math.Max(0, onHand - held),
                        Backorder = backorder,
                        ChangedAt = 1,
                    },
                ]),
            },
            entity: "stock");

    public static Task<string?> Order(StoreUnderTest store, int number, string status, long confirmedAt, long due) =>
        store.Write(
            Note.Envelope($"order-{number}") with
            {
                Rows = RowSet.None.With("orders", [
                    new
                    {
                        Number = 3_000_000 + number,
                        Status = status,
                        CartId = $"cart-{number}",
                        Name = "Ada",
                        NameKey = "ada",
                        Email = "ada@shop.example",
                        Method = "standard",
                        UnitCount = 2,
                        Items = due,
                        Shipping = 0,
                        Tax = 0,
                        Certificates = 0,
                        Due = due,
                        Currency = "USD",
                        ConfirmedAt = confirmedAt,
                        ChangedAt = confirmedAt,
                    },
                ]),
            },
            entity: "order");

    /// <summary>All pages of a list, one after the other.</summary>
    public static async Task<List<T>> All<T>(Func<string?, Task<Outcome<Page<T>>>> page)
    {
        List<T> all = [];
        string? cursor = null;
        do
        {
            var found = Assert.IsType<Outcome<Page<T>>.Done>(await page(cursor)).Value;
            all.AddRange(found.Items);
            cursor = found.Next;
        }
        while (cursor is not null);

        return all;
    }

    /// <summary>How the database finds a page: by an index that holds its order, for what is sorted without one would
    /// be read as a whole.</summary>
    public static async Task<string> Plan(StoreUnderTest store, Keyset query, string sql)
    {
        var explain = store.Database.IsPostgres ? "explain " : "explain query plan ";
        var plan = await store.Database.Change(
            async connection =>
            {
                if (store.Database.IsPostgres) await connection.ExecuteAsync("set local enable_seqscan = off");
                if (store.Database.IsPostgres) await connection.ExecuteAsync("set local enable_sort = off");
                var lines = await connection.QueryAsync(explain + sql, query.Values);
                return string.Join('\n', lines.Select(line =>
                    string.Join(' ', ((IDictionary<string, object>)line).Values)));
            },
            Test.Stop);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        return plan;
    }

    private static object Category(string path)
    {
        var names = path.Split('/');
        return new
        {
            Position = 0,
            Name1 = names[0],
            Name2 = names.ElementAtOrDefault(1),
            Name3 = names.ElementAtOrDefault(2),
            Path = path,
            PathKey = path.ToLowerInvariant(),
        };
    }
}
