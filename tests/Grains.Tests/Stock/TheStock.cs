using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Kit;

namespace Commerce.Grains.Tests.Stock;

/// <summary>What the stock tests speak of.</summary>
internal static class TheStock
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Until = Now.AddMinutes(10);
    public static readonly Sku Mug = new("Mug-1");
    public static readonly AttemptId Ada = new("order-ada/1");
    public static readonly AttemptId Bob = new("order-bob/1");
    public static readonly ShopSettings Settings = new() { OpenHoldsMost = 3 };

    public static Blueprint<StockState, StockCommand, StockEvent, StockView> Blueprint { get; } =
        StockBlueprint.Of(Settings);

    public static StockEvent TenOnHand { get; } = new StockEvent.Counted(Now, Mug, 10);

    public static Spec<StockState, StockCommand, StockEvent, StockView> Given(params StockEvent[] happened) =>
        Spec.Of(Blueprint, Now).Given(happened);

    public static StockEvent Held(AttemptId attempt, int quantity) =>
        new StockEvent.Held(Now, attempt, quantity, Until, Mug);

    public static StockCommand Hold(AttemptId attempt, int quantity, Kept? kept = null) =>
        new StockCommand.Hold(attempt, quantity, Until, Mug, kept);

    public static StockCommand HoldOfPlenty(AttemptId attempt, int quantity) =>
        new StockCommand.Hold(attempt, quantity, Until, Mug, null, OfPlenty: true);

    public static ProductWord Said(long version) => new(new("product-mug"), version);

    public static Kept Kept(int quantity, int remaining, params string[] parts) =>
        new(Mug, quantity, remaining, [.. parts]);
}
