using Commerce.Grains.Orders;
using Commerce.Grains.Products;

namespace Commerce.Grains.Stock;

/// <summary>A stock item: its numbers and its open holds. Every other promise is a child row of its own.</summary>
/// <param name="Sku">As shown; empty until something happened.</param>
/// <param name="OnHand">Units physically here.</param>
/// <param name="Held">Units promised: all open holds, and what is left of all paid promises.</param>
/// <param name="Backorder">How many may be promised beyond what is there.</param>
/// <param name="BackorderWord">By which word of which product: an older one that comes late changes nothing.</param>
/// <param name="Open">Open holds, oldest first.</param>
/// <param name="Newest">The newest paid promises, oldest first: names for whoever must call the customers.</param>
/// <param name="ChangedAt">When anything last happened.</param>
internal sealed record StockState(
    Sku Sku,
    int OnHand,
    int Held,
    Backorder Backorder,
    ProductWord? BackorderWord,
    ImmutableArray<OpenHold> Open,
    ImmutableArray<PaidUnits> Newest,
    DateTimeOffset ChangedAt)
{
    public static StockState Blank { get; } = new(
        new(""), 0, 0, Backorder.None, null, [], [], DateTimeOffset.UnixEpoch);

    public bool IsBlank() => Sku.Value.Length == 0;

    public int Available() => Math.Max(0, OnHand - Held);

    /// <summary>How many more may be promised; below zero after a count that found less than was promised.</summary>
    public long Room() => Math.Min(OnHand + (long)Backorder.Most, int.MaxValue) - Held;

    public OpenHold? OpenOf(AttemptId attempt) => Open.FirstOrDefault(hold => hold.Attempt == attempt);
}

/// <summary>A promise to an attempt that is not paid.</summary>
internal sealed record OpenHold(AttemptId Attempt, int Quantity, DateTimeOffset Until);

/// <summary>What is left of a paid promise.</summary>
internal sealed record PaidUnits(AttemptId Attempt, int Quantity);

/// <summary>What one attempt was promised. Each case holds only what is true in it.</summary>
internal abstract record Promise
{
    private Promise() { }

    /// <summary>Nobody ever asked or told anything for it.</summary>
    public sealed record Unknown : Promise;

    /// <summary>Held until the order judges.</summary>
    public sealed record Open(int Quantity, DateTimeOffset Until) : Promise;

    /// <summary>Paid, and not all of it shipped or released.</summary>
    public sealed record Paid(Kept Kept) : Promise;

    /// <summary>Nothing is left of it, or it was void before its hold came.</summary>
    public sealed record Closed(Kept Kept) : Promise;

    /// <summary>The promise that a child row tells of; no row: none.</summary>
    public static Promise Of(Kept? kept) => kept switch
    {
        null => new Unknown(),
        { Remaining: > 0 } => new Paid(kept),
        _ => new Closed(kept),
    };
}

/// <summary>A promise as its child row keeps it.</summary>
/// <param name="Sku">As shown.</param>
/// <param name="Quantity">Units promised.</param>
/// <param name="Remaining">Units neither shipped nor released.</param>
/// <param name="Parts">Names of the shipments and releases done.</param>
internal sealed record Kept(Sku Sku, int Quantity, int Remaining, ImmutableArray<string> Parts)
{
    public static Kept? Of(StockHoldRow? row) => row is null
        ? null
        : new(
            new(row.Sku),
            row.Quantity,
            row.Remaining,
            [.. row.Parts.Split(',', StringSplitOptions.RemoveEmptyEntries)]);

    /// <summary>The same after one shipment or release more.</summary>
    public Kept Less(int quantity, string part) =>
        this with { Remaining = Remaining - quantity, Parts = Parts.Add(part) };

    public StockHoldRow ToRow(AttemptId attempt, DateTimeOffset at) => new(
        attempt.Value,
        Sku.Value,
        Quantity,
        Remaining,
        Remaining > 0 ? "committed" : "closed",
        string.Join(',', Parts),
        at.ToUnixTimeMilliseconds());
}
