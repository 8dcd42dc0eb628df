using Commerce.Grains.Products;
using Commerce.Kit;
using static Commerce.Grains.Tests.Products.TheProduct;

namespace Commerce.Grains.Tests.Products;

public sealed class TheCatalogueCache
{
    private readonly ManualClock clock = new();
    private readonly List<ImmutableArray<Sku>> passes = [];
    private readonly TaskCompletionSource open = new();

    [Fact]
    public async Task Asks_once_for_what_many_want_at_once()
    {
        var cache = new CatalogueCache(clock);
        var first = cache.Find([new("a"), new("b")], Load);
        var second = cache.Find([new("B"), new("c")], Load);
        open.SetResult();
        Assert.Equal(["a", "b"], (await first).Select(item => item.Sku.Value));
        Assert.Equal(["b", "c"], (await second).Select(item => item.Sku.Value));
        Assert.Equal(["a,b", "c"], passes.Select(skus => string.Join(',', skus)));
    }

    [Fact]
    public async Task Remembers_for_a_second_also_what_there_is_not()
    {
        open.SetResult();
        var cache = new CatalogueCache(clock);
        Assert.Empty(await cache.Find([new("none")], Load));
        clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Empty(await cache.Find([new("none")], Load));
        Assert.Single(passes);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await cache.Find([new("none")], Load);
        Assert.Equal(2, passes.Count);
    }

    [Fact]
    public async Task Asks_again_after_a_pass_that_failed()
    {
        open.SetResult();
        var cache = new CatalogueCache(clock);
        await Assert.ThrowsAsync<TimeoutException>(() => cache.Find([new("a")], _ => throw new TimeoutException()));
        Assert.Single(await cache.Find([new("a")], Load));
    }

    private async Task<ImmutableArray<CatalogueItem>> Load(ImmutableArray<Sku> skus)
    {
        passes.Add(skus);
        await open.Task;
        var view = new ProductView(Id, 1, Mug, Now, Now);
        return [.. skus.Where(sku => sku.Value != "none")
            .Select(sku => CatalogueItem.Of(view, Variant(sku.Value, "Red", 1)))];
    }
}
