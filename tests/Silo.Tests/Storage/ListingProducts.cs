using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Kit;
using Commerce.Silo.Storage.Queries;

namespace Commerce.Silo.Tests.Storage;

public sealed class ListingProducts(Databases databases)
{
    [Theory, OnBothDatabases]
    public async Task Shows_every_shown_product_once_over_pages_whatever_the_sort(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Lists.Product(store, "product-a", "Zebra", price: 300, at: 1);
        await Lists.Product(store, "product-b", "apple", price: null, at: 2);
        await Lists.Product(store, "product-c", "Apple", price: 100, at: 3);
        await Lists.Product(store, "product-d", "Ähre", price: 100, at: 4);
        await Lists.Product(store, "product-x", "Gone", active: false);
        await Lists.Product(store, "product-y", "Hidden", present: false);
        foreach (var (sort, expected) in new (string?, string)[]
        {
            (null, "bcad"), ("name", "bcad"), ("-name", "dacb"),
            ("price", "cdab"), ("-price", "badc"), ("newest", "dcba"),
        })
        {
            Assert.Equal(expected, await Letters(store, new(), sort));
        }

        Assert.Equal("bcxyad", await Letters(store, new(Everything: true), "name"));
    }

    [Theory, OnBothDatabases]
    public async Task Finds_words_anywhere_and_shows_the_best_match_first(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Lists.Product(store, "product-a", "A", words: "a blue shirt of cotton");
        await Lists.Product(store, "product-b", "B", words: "blueberry jam");
        await Lists.Product(store, "product-c", "C", words: "a shirt, blueish, cotton 100%");
        await Lists.Product(store, "product-d", "D", words: "nothing of the kind");
        Assert.Equal("acb", await Letters(store, new(Words: "  BLUE Shirt blue ")));
        Assert.Equal("c", await Letters(store, new(Words: "100%")));
        Assert.Equal("", await Letters(store, new(Words: "' or 1=1 --")));
        Assert.Equal("cba", await Letters(store, new(Words: "cotton blue"), "-name"));
        Assert.Equal("abcd", await Letters(store, new(Words: "   ")));
    }

    [Fact]
    public void Looks_for_the_words_of_the_first_hundred_characters() =>
        Assert.Equal([new string('a', 99)], ProductSearch.WordsOf(new string('a', 99) + " bcd"));

    [Theory, OnBothDatabases]
    public async Task Shows_a_category_with_those_inside_it(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Lists.Product(store, "product-a", "A", category: "Books/Science/Physics");
        await Lists.Product(store, "product-b", "B", category: "Books/Science");
        await Lists.Product(store, "product-c", "C", category: "books");
        await Lists.Product(store, "product-d", "D", category: "Bookshelves");
        await Lists.Product(store, "product-e", "E", category: "Books/Science", active: false);
        Assert.Equal("abc", await Letters(store, new(Category: "BOOKS")));
        Assert.Equal("ab", await Letters(store, new(Category: "Books/Science/")));
        Assert.Equal("a", await Letters(store, new(Category: "books/science/physics")));
        Assert.Equal("", await Letters(store, new(Category: "Books%")));

        var tree = await store.Database.Read(CategoryTree.Read, Test.Stop);
        Assert.Equal(["Books 3", "Bookshelves 1"], tree.Select(node => $"{node.Path} {node.Products}"));
        var science = Assert.Single(tree[0].Inside);
        Assert.Equal(("Science", "Books/Science", 2), (science.Name, science.Path, science.Products));
        Assert.Equal("Books/Science/Physics", Assert.Single(science.Inside).Path);
    }

    [Theory, OnBothDatabases]
    public async Task Tells_whether_it_can_be_had(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        var ahead = store.Clock.GetUtcNow().AddDays(1).ToUnixTimeMilliseconds();
        await Lists.Product(store, "product-a", "A");
        await Lists.Stock(store, "product-a", onHand: 3, held: 2);
        await Lists.Product(store, "product-b", "B");
        await Lists.Stock(store, "product-b", onHand: 3, held: 3);
        await Lists.Product(store, "product-c", "C");
        await Lists.Stock(store, "product-c", onHand: 3, held: 4, backorder: 2);
        await Lists.Product(store, "product-d", "D", availableAt: ahead);
        await Lists.Product(store, "product-e", "E", active: false);
        await Lists.Product(store, "product-f", "F");

        var shown = await Lists.All(cursor => List(store, new(Everything: true), new(2, cursor)));
        Assert.Equal(
            ["in_stock", "out_of_stock", "backorder", "pre_order", "discontinued", "out_of_stock"],
            shown.Select(product => product.Availability));
        var settings = new ShopSettings { AllowPreOrders = false };
        var found = await new ProductList(store.Database, settings, store.Clock).Read(new(), new(10));
        var products = Assert.IsType<Outcome<Page<ProductListEntry>>.Done>(found).Value.Items;
        Assert.Equal("coming", products.Single(product => product.Id.Value == "product-d").Availability);
    }

    [Fact]
    public async Task Refuses_a_cursor_of_another_search()
    {
        await using var store = await StoreUnderTest.New(databases, DatabaseKind.Sqlite);
        for (var number = 0; number < 3; number++) await Lists.Product(store, $"product-{number}", "Name", words: "a");
        var first = Assert.IsType<Outcome<Page<ProductListEntry>>.Done>(await List(store, new("a"), new(1))).Value;
        var others = new (ProductFilter, string?)[] { (new("b"), null), (new(), null), (new("a"), "name") };
        foreach (var (filter, sort) in others)
        {
            var refused = await List(store, filter, new(1, first.Next, sort));
            Assert.IsType<CursorInvalid>(Assert.IsType<Outcome<Page<ProductListEntry>>.Refused>(refused).Why);
        }
    }

    private static Task<Outcome<Page<ProductListEntry>>> List(
        StoreUnderTest store, ProductFilter filter, PageRequest page) =>
        new ProductList(store.Database, new ShopSettings(), store.Clock).Read(filter, page);

    private static async Task<string> Letters(StoreUnderTest store, ProductFilter filter, string? sort = null)
    {
        var found = await Lists.All(cursor => List(store, filter, new(1, cursor, sort)));
        return string.Concat(found.Select(product => product.Id.Value[^1]));
    }
}
