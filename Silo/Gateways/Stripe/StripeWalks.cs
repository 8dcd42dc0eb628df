namespace Commerce.Silo.Gateways.Stripe;

/// <summary>How far lists were walked through for payments that are looked for by our reference (G3), so that a lookup
/// goes on where the last one ran out of patience, and looks again only at what is new. What is forgotten is walked
/// through anew.</summary>
internal sealed class StripeWalks
{
    /// <summary>So many are remembered.</summary>
    public const int Most = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Reference, DateTimeOffset From), StripeWalk> known = [];
    private readonly Queue<(string Reference, DateTimeOffset From)> order = new();

    /// <summary>Where a lookup goes on.</summary>
    public StripeWalk Of(string reference, DateTimeOffset from)
    {
        lock (gate) return known.GetValueOrDefault((reference, from)) ?? new(from, null, null, null);
    }

    /// <summary>So far it came.</summary>
    public void Keep(string reference, DateTimeOffset from, StripeWalk walk)
    {
        lock (gate)
        {
            if (!known.ContainsKey((reference, from))) order.Enqueue((reference, from));
            known[(reference, from)] = walk;
            while (order.Count > Most) known.Remove(order.Dequeue());
        }
    }
}

/// <summary>A way through a list, newest first. Everything before its beginning was seen.</summary>
/// <param name="From">The oldest that it will see.</param>
/// <param name="To">The newest that it saw; null: it has not begun.</param>
/// <param name="After">The last that it saw; null: none.</param>
/// <param name="Over">A payment that was found, and that no money was on; null: none was.</param>
internal sealed record StripeWalk(DateTimeOffset From, DateTimeOffset? To, string? After, string? Over)
{
    /// <summary>Clocks differ, and lists may lag behind: the last of what was seen is looked at again.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>It came to its end, at that time: what is newer is for the next one.</summary>
    /// <param name="from">Where everything begins.</param>
    public StripeWalk Ended(DateTimeOffset from)
    {
        var seen = To!.Value - (2 * Margin);
        return new(seen > from ? seen : from, null, null, Over);
    }
}
