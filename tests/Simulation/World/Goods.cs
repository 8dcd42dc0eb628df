using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Pricing.Charges;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Simulation.Running;

namespace Commerce.Simulation.World;

/// <summary>What the shop sells, and how it got there.</summary>
internal sealed class Goods(Chance chance)
{
    private const int Products = 12;

    /// <summary>What can be put into carts; the first are wanted most.</summary>
    public List<Ware> Wares { get; } = [];

    /// <summary>Fills the shop.</summary>
    public async Task Stock(Client staff)
    {
        for (var number = 0; number < Products; number++)
        {
            var ware = new Ware(
                ProductId.Of($"product-{number:D4}"),
                new($"SKU-{number:D2}"),
                Soft: number == 5,
                Tracked: number is not (5 or 6));
            await staff.Do((grains, call) => grains.GetGrain<ICatalogueGrain>("catalogue")
                .Create(ware.Product, ContentOf(ware, number), call));
            if (ware.Tracked) await Count(staff, ware, chance.Between(20, 400));
            Wares.Add(ware);
        }

        await staff.Do((grains, call) => grains.GetGrain<IShippingRulesGrain>(
            IShippingRulesGrain.Only).Set(Costs(), call));
        await staff.Do((grains, call) => grains.GetGrain<ITaxRulesGrain>(
            ITaxRulesGrain.Only).Replace(Taxes(), call));
    }

    /// <summary>Staff change something in the middle of everything.</summary>
    public Task Change(Client staff) => chance.Below(6) switch
    {
        0 or 1 => Reprice(staff, chance.Of(Wares)),
        2 => staff.Do((grains, call) => grains.GetGrain<IShippingRulesGrain>(
            IShippingRulesGrain.Only).Set(Costs(), call)),
        3 => staff.Do((grains, call) => grains.GetGrain<ITaxRulesGrain>(
            ITaxRulesGrain.Only).Replace(Taxes(), call)),
        _ => Wares.Where(ware => ware.Tracked).ToList() is { Count: > 0 } tracked
            ? Deliver(staff, chance.Of(tracked))
            : Task.CompletedTask,
    };

    /// <summary>One of what is sold.</summary>
    public Ware Any() => Wares[Math.Min(chance.Below(Wares.Count), chance.Below(Wares.Count))];

    private Task<Outcome<ProductView>?> Reprice(Client staff, Ware ware) => staff.Do((grains, call) =>
        grains.GetGrain<ICatalogueGrain>("catalogue")
            .Change(ware.Product, ContentOf(ware, Wares.IndexOf(ware)), call));

    private static Task<Outcome<StockView>?> Count(Client staff, Ware ware, int onHand) => staff.Do((grains, call) =>
        grains.GetGrain<IStockGrain>(StockKey.Of(ware.Sku)).Adjust(ware.Sku, onHand, null, call));

    // New goods come; now and then a count finds less than was thought.
    private Task<Outcome<StockView>?> Deliver(Client staff, Ware ware) => staff.Do((grains, call) =>
        grains.GetGrain<IStockGrain>(StockKey.Of(ware.Sku))
            .Adjust(ware.Sku, null, chance.Percent(90) ? chance.Between(10, 300) : -1, call));

    private ProductContent ContentOf(Ware ware, int number) => new(
        $"Ware {number}", $"ware-{number}", null, null, null, null, Active: true, Present: true, null, [], [],
        [
            new(
                ware.Sku, [], new(chance.Between(199, 9_999), "USD"), chance.Between(0, 5), ware.Soft, ware.Tracked,
                number == 7 ? new(20) : Backorder.None, null),
        ],
        []);

    private ShippingCosts Costs() => chance.Below(4) switch
    {
        0 => ShippingCosts.Included,
        1 => new(PerItem: new(chance.Below(700), "USD"), ExpressOrder: new(999, "USD")),
        2 => new(PerWeight: chance.Below(300) / 4m, Order: new(chance.Below(900), "USD")),
        _ => new(Order: new(chance.Below(1_200), "USD"), ExpressPerItem: new(chance.Below(300), "USD")),
    };

    private ImmutableArray<TaxRule> Taxes() => chance.Below(3) switch
    {
        0 => [],
        1 => [new("US", null, chance.Below(120_000) / 1_000_000m, chance.Percent(50))],
        _ => [new("US", "NY", 0.08875m, true), new("US", null, 0.05m, false)],
    };
}

/// <summary>One thing that is sold.</summary>
internal sealed record Ware(ProductId Product, Sku Sku, bool Soft, bool Tracked);
