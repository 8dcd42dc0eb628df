using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;

namespace Commerce.Grains.Stock;

/// <summary>The stock of one tracked variant, keyed by <see cref="StockKey"/> (X-01). Many ask at once: commands that
/// arrive during a write are stored together in the next one.</summary>
[Alias("stock")]
public interface IStockGrain : IGrainWithStringKey
{
    /// <summary>Promises units to an attempt until a time; the first hold of an attempt stands.</summary>
    /// <remarks>Refusals: <see cref="OutOfStock"/>, <see cref="AttemptDead"/>, <see cref="TryAgain"/> at the cap,
    /// <see cref="InvalidValue"/>.</remarks>
    /// <param name="attempt">Who wants them.</param>
    /// <param name="quantity">1 to 10,000.</param>
    /// <param name="until">The promise's time limit while the attempt is not confirmed.</param>
    /// <param name="sku">The SKU as shown.</param>
    [Alias("hold")]
    Task<Outcome<StockView>> Hold(AttemptId attempt, int quantity, DateTimeOffset until, Sku sku);

    /// <summary>The same, but only while there is plenty: so many are left after it that others go on getting
    /// theirs.</summary>
    /// <remarks>Refusals: as of <see cref="Hold"/>; <see cref="OutOfStock"/> also when there is enough, but not
    /// plenty.</remarks>
    /// <param name="attempt">Who wants them.</param>
    /// <param name="quantity">1 to 10,000.</param>
    /// <param name="until">The promise's time limit while the attempt is not confirmed.</param>
    /// <param name="sku">The SKU as shown.</param>
    [Alias("hold-of-plenty")]
    Task<Outcome<StockView>> HoldOfPlenty(AttemptId attempt, int quantity, DateTimeOffset until, Sku sku);

    /// <summary>The attempt is paid: its promise has no time limit any more.</summary>
    /// <remarks>Refusals: <see cref="HoldUnknown"/>.</remarks>
    /// <param name="attempt">Whose promise.</param>
    [Alias("commit")]
    Task<Outcome<StockView>> Commit(AttemptId attempt);

    /// <summary>The promise is void: open or committed units, all or some, can be sold again. All of an attempt that
    /// never held anything: its hold, should it still come, is refused.</summary>
    /// <remarks>Refusals: <see cref="HoldUnknown"/> (only some), <see cref="HoldTooSmall"/>, <see
    /// cref="InvalidValue"/>.
    /// </remarks>
    /// <param name="attempt">Whose promise.</param>
    /// <param name="part">Names this release among others of the attempt: a repeat changes nothing.</param>
    /// <param name="quantity">How many; null: all that are left.</param>
    [Alias("release")]
    Task<Outcome<StockView>> Release(AttemptId attempt, string part, int? quantity);

    /// <summary>Units left the house.</summary>
    /// <remarks>Refusals: <see cref="HoldUnknown"/>, <see cref="HoldTooSmall"/>, <see cref="InvalidValue"/>.</remarks>
    /// <param name="attempt">Whose promise.</param>
    /// <param name="part">Names this shipment among others of the attempt: a repeat changes nothing.</param>
    /// <param name="quantity">How many.</param>
    [Alias("ship")]
    Task<Outcome<StockView>> Ship(AttemptId attempt, string part, int quantity);

    /// <summary>Units that had left are back in the house and can be sold again.</summary>
    /// <remarks>Refusals: <see cref="HoldUnknown"/>, <see cref="HoldTooSmall"/>, <see cref="InvalidValue"/>.</remarks>
    /// <param name="attempt">Whose promise they had been.</param>
    /// <param name="part">Names this return among others of the attempt: a repeat changes nothing.</param>
    /// <param name="quantity">How many.</param>
    [Alias("return")]
    Task<Outcome<StockView>> Return(AttemptId attempt, string part, int quantity);

    /// <summary>Staff count or correct what is there.</summary>
    /// <remarks>Refusals: <see cref="InvalidValue"/> (below zero, more than 1,000,000,000, both or neither
    /// given).</remarks>
    /// <param name="sku">The SKU as shown.</param>
    /// <param name="setTo">A count: sets what is there, never touches promises.</param>
    /// <param name="change">A correction, up or down.</param>
    /// <param name="call">Who asks, and why.</param>
    [Alias("adjust")]
    Task<Outcome<StockView>> Adjust(Sku sku, int? setTo, int? change, Call call);

    /// <summary>The product says how many may be promised beyond what is there.</summary>
    /// <param name="sku">The SKU as shown.</param>
    /// <param name="backorder">How many.</param>
    /// <param name="word">Which product says so, and as of which of its versions; an older word of the same product
    /// than the last changes nothing.</param>
    /// <param name="call">Who asks.</param>
    [Alias("set-backorder")]
    Task<Outcome<StockView>> SetBackorder(Sku sku, Backorder backorder, ProductWord word, Call call);

    /// <summary>Reads the numbers, once they are stored. An item nobody has counted yet has none on hand.</summary>
    [Alias("view")]
    Task<Outcome<StockView>> View();
}

/// <summary>What a product says, as of a version of it. Two changes may fall into one millisecond, but never into one
/// version.</summary>
/// <param name="Product">Which product.</param>
/// <param name="Version">Its version.</param>
[GenerateSerializer, Immutable, Alias("product-word")]
public sealed record ProductWord(ProductId Product, long Version);

/// <summary>Keys of stock items.</summary>
public static class StockKey
{
    /// <summary>The key of a SKU's stock item.</summary>
    /// <param name="sku">The SKU.</param>
    public static string Of(Sku sku) => EntityKey.Of("stock-", sku.Value);
}

/// <summary>The stock of one variant.</summary>
/// <param name="Sku">The SKU as shown.</param>
/// <param name="OnHand">Units physically here, sold or not.</param>
/// <param name="Held">Units promised: open holds, and paid but not yet shipped.</param>
/// <param name="Available">max(0, onHand − held).</param>
/// <param name="Backorder">How many may be promised beyond what is there.</param>
[GenerateSerializer, Immutable, Alias("stock-view")]
public sealed record StockView(Sku Sku, int OnHand, int Held, int Available, Backorder Backorder);

/// <summary>Not enough there for these lines .</summary>
/// <param name="Lines">Each line that is short.</param>
[GenerateSerializer, Immutable, Alias("refusal.out-of-stock")]
public sealed record OutOfStock(ImmutableArray<ShortLine> Lines)
    : Refusal(RefusalKind.NotAllowed, "Not enough in stock: " + string.Join(
        ", ", Lines.Select(line => $"{line.Available} of {line.Sku} (asked for {line.Asked})")) + ".");

/// <summary>A line that is short.</summary>
/// <param name="Sku">Of what.</param>
/// <param name="Asked">How many were asked for.</param>
/// <param name="Available">How many could be had.</param>
[GenerateSerializer, Immutable, Alias("short-line")]
public sealed record ShortLine(Sku Sku, int Asked, int Available);

/// <summary>The attempt was given up before its hold arrived.</summary>
/// <param name="Attempt">The attempt.</param>
[GenerateSerializer, Immutable, Alias("refusal.attempt-dead")]
public sealed record AttemptDead(AttemptId Attempt)
    : Refusal(RefusalKind.NotAllowed, $"The attempt {Attempt} was given up.");

/// <summary>No such promise was ever made.</summary>
/// <param name="Attempt">The attempt.</param>
[GenerateSerializer, Immutable, Alias("refusal.hold-unknown")]
public sealed record HoldUnknown(AttemptId Attempt)
    : Refusal(RefusalKind.NotFound, $"Nothing is held for {Attempt}.");

/// <summary>Less is left of the promise than was to be shipped or released.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Left">Units left of its promise.</param>
/// <param name="Asked">Units asked for.</param>
[GenerateSerializer, Immutable, Alias("refusal.hold-too-small")]
public sealed record HoldTooSmall(AttemptId Attempt, int Left, int Asked)
    : Refusal(RefusalKind.NotAllowed, $"{Left} are left of what was promised to {Attempt}; {Asked} were asked for.");
