using System.Collections.Concurrent;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Kit;
using Orleans.Runtime;

namespace Commerce.Api.Tests.Import;

/// <summary>A catalogue and its stock in memory, which count what they would have written.</summary>
internal sealed class FakeShop : TestGrainFactory, ICatalogueGrain
{
    private readonly Lock gate = new();
    private readonly Dictionary<ProductId, ProductView> products = [];
    private readonly Dictionary<Sku, ProductId> owners = [];
    private readonly HashSet<ProductId> removed = [];
    private readonly ConcurrentDictionary<string, FakeStock> stocks = [];
    private int atOnce;
    private int writes;

    /// <summary>Durable writes so far.</summary>
    public int Writes => writes + stocks.Values.Sum(stock => stock.Writes);

    /// <summary>How many of the next writes fail as if the database were away, by slug.</summary>
    public Dictionary<string, int> Outages { get; } = [];

    /// <summary>What the next write hears.</summary>
    public Refusal? NextRefusal { get; set; }

    /// <summary>Whether asking who owns a SKU is answered; without, a clash is seen only when it is claimed.</summary>
    public bool KnowsOwners { get; init; } = true;

    /// <summary>Most calls that waited for a write at the same time.</summary>
    public int MostAtOnce { get; private set; }

    public IReadOnlyCollection<ProductView> Products => products.Values;

    public ProductContent this[string slug] => products.Values.Single(view => view.Content.Slug == slug).Content;

    public VariantContent Variant(string sku) =>
        products.Values.SelectMany(view => view.Content.Variants).Single(variant => variant.Sku.Value == sku);

    public int? OnHand(string sku) => stocks.GetValueOrDefault(StockKey.Of(new Sku(sku)))?.OnHand;

    public FakeStock Stock(string sku) => stocks.GetOrAdd(StockKey.Of(new Sku(sku)), _ => new FakeStock());

    public override T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null) =>
        typeof(T) == typeof(IStockGrain) ? (T)(object)stocks.GetOrAdd(primaryKey, _ => new FakeStock())
        : typeof(T) == typeof(IProductGrain) ? (T)(object)new FakeProduct(removed.Contains(new(primaryKey)))
        : (T)(object)this;

    public override T GetGrain<T>(GrainId grainId) => throw new NotSupportedException();

    public Task<Outcome<ProductView>> LookUp(string idOrSlug)
    {
        lock (gate)
        {
            var view = products.Values.FirstOrDefault(one => one.Id.Value == idOrSlug || one.Content.Slug == idOrSlug);
            return Task.FromResult(view is null ? new NotFound("product") : (Outcome<ProductView>)Done(view));
        }
    }

    public Task<ProductId?> OwnerOf(Sku sku)
    {
        lock (gate)
        {
            return Task.FromResult(KnowsOwners && owners.TryGetValue(sku, out var owner) ? owner : (ProductId?)null);
        }
    }

    public Task<Outcome<ProductView>> Create(ProductId id, ProductContent content, Call call) => removed.Contains(id)
        ? Task.FromResult<Outcome<ProductView>>(new NotAllowed("gone", "create"))
        : Write(new(id, 1, content, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch));

    public Task<Outcome<ProductView>> Change(ProductId id, ProductContent content, Call call)
    {
        var before = products[id];
        return call.IfVersion != before.Version
            ? Task.FromResult<Outcome<ProductView>>(new VersionStale(before.Version))
            : Write(before with { Version = before.Version + 1, Content = content });
    }

    public Task<Outcome<ProductView>> Remove(ProductId id, Call call)
    {
        foreach (var (sku, owner) in owners.ToList())
        {
            if (owner == id) owners.Remove(sku);
        }

        removed.Add(id);
        products.Remove(id, out var view);
        return Task.FromResult<Outcome<ProductView>>(Done(view!));
    }

    public Task<Outcome<ProductView>> Reprice(ProductId id, PriceChange change, Call call) =>
        throw new NotSupportedException();

    public Task<ImmutableArray<CatalogueItem>> Find(ImmutableArray<Sku> skus) => throw new NotSupportedException();

    /// <summary>Staff change a product by hand.</summary>
    public void Edit(string slug, Func<ProductContent, ProductContent> edit)
    {
        var view = products.Values.Single(one => one.Content.Slug == slug);
        products[view.Id] = view with { Version = view.Version + 1, Content = edit(view.Content) };
    }

    private async Task<Outcome<ProductView>> Write(ProductView view)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref atOnce));
        await Task.Yield();
        try
        {
            lock (gate)
            {
                if (Outages.TryGetValue(view.Content.Slug, out var left) && left > 0)
                {
                    Outages[view.Content.Slug] = left - 1;
                    throw new StoreUnavailableException();
                }

                if (NextRefusal is { } refusal)
                {
                    NextRefusal = null;
                    return refusal;
                }

                foreach (var variant in view.Content.Variants)
                {
                    if (owners.TryGetValue(variant.Sku, out var owner) && owner != view.Id)
                        return new SkuTaken(variant.Sku, owner);
                }

                foreach (var variant in view.Content.Variants) owners[variant.Sku] = view.Id;
                products[view.Id] = view;
                writes++;
                return Done(view);
            }
        }
        finally
        {
            Interlocked.Decrement(ref atOnce);
        }
    }

    private static Outcome<ProductView>.Done Done(ProductView view) => new(view, view.Version);
}

/// <summary>One stock item in memory.</summary>
internal sealed class FakeStock : IStockGrain
{
    public int OnHand { get; private set; }

    public int Writes { get; private set; }

    /// <summary>What the next count hears.</summary>
    public Refusal? NextRefusal { get; set; }

    public Task<Outcome<StockView>> Adjust(Sku sku, int? setTo, int? change, Call call)
    {
        if (NextRefusal is { } refusal) return Task.FromResult<Outcome<StockView>>(refusal);
        OnHand = setTo ?? OnHand + change!.Value;
        Writes++;
        return View();
    }

    public Task<Outcome<StockView>> View() => Task.FromResult<Outcome<StockView>>(
        new Outcome<StockView>.Done(new(new Sku("any"), OnHand, 0, OnHand, Backorder.None)));

    public Task<Outcome<StockView>> Hold(AttemptId attempt, int quantity, DateTimeOffset until, Sku sku) =>
        throw new NotSupportedException();

    public Task<Outcome<StockView>> HoldOfPlenty(AttemptId attempt, int quantity, DateTimeOffset until, Sku sku) =>
        throw new NotSupportedException();

    public Task<Outcome<StockView>> Commit(AttemptId attempt) => throw new NotSupportedException();

    public Task<Outcome<StockView>> Release(AttemptId attempt, string part, int? quantity) =>
        throw new NotSupportedException();

    public Task<Outcome<StockView>> Ship(AttemptId attempt, string part, int quantity) =>
        throw new NotSupportedException();

    public Task<Outcome<StockView>> Return(AttemptId attempt, string part, int quantity) =>
        throw new NotSupportedException();

    public Task<Outcome<StockView>> SetBackorder(Sku sku, Backorder backorder, ProductWord word, Call call) =>
        throw new NotSupportedException();
}

/// <summary>A product that is not in the catalogue: it was removed, or never was.</summary>
internal sealed class FakeProduct(bool isRemoved) : IProductGrain
{
    public Task<NameUse> Uses(OwnedName name) => Task.FromResult(new NameUse(false, isRemoved ? 2 : 0));

    public Task<Outcome<ProductView>> View() => throw new NotSupportedException();

    public Task<Outcome<ProductView>> Create(ProductContent content, Claims claims, Call call) =>
        throw new NotSupportedException();

    public Task<Outcome<ProductView>> Change(ProductContent content, Claims claims, Call call) =>
        throw new NotSupportedException();

    public Task<Outcome<ProductView>> Reprice(PriceChange change, Call call) => throw new NotSupportedException();

    public Task<Outcome<ProductView>> Remove(Call call) => throw new NotSupportedException();
}
