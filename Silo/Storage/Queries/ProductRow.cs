namespace Commerce.Silo.Storage.Queries;

/// <summary>A product as the list's query finds it.</summary>
internal sealed class ProductRow : KeysetRow
{
    public string Sku { get; init; } = "";

    public string Slug { get; init; } = "";

    public string Name { get; init; } = "";

    public string? Summary { get; init; }

    public long? Price { get; init; }

    public string Currency { get; init; } = "";

    public bool Active { get; init; }

    public bool Present { get; init; }

    public long? AvailableAt { get; init; }

    public long ChangedAt { get; init; }

    /// <summary>Whether a variant that can be ordered is there, or needs no stock.</summary>
    public bool InStock { get; init; }

    /// <summary>Whether a variant that can be ordered may be promised beyond what is there.</summary>
    public bool OnBackorder { get; init; }

    /// <summary>What a shopper is told (CAT-02, CAT-06, X-01).</summary>
    public string Availability(DateTimeOffset now, bool preOrders)
    {
        if (!Active) return "discontinued";
        if (AvailableAt > now.ToUnixTimeMilliseconds()) return preOrders ? "pre_order" : "coming";
        if (InStock) return "in_stock";
        return OnBackorder ? "backorder" : "out_of_stock";
    }
}
