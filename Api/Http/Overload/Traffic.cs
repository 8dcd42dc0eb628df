namespace Commerce.Api.Http.Overload;

/// <summary>What a request is for; who comes last here is turned away last (H-08).</summary>
internal enum Traffic
{
    /// <summary>Staff look at something.</summary>
    Report,

    /// <summary>Staff change something.</summary>
    Staff,

    /// <summary>Somebody looks at products, or at their account.</summary>
    Browse,

    /// <summary>Somebody fills a cart.</summary>
    Cart,

    /// <summary>Somebody pays, and what the gateway says of it.</summary>
    Checkout,
}

/// <summary>Tells by its route what a request is for.</summary>
internal static class Roads
{
    private static readonly (string Start, string End, Traffic Traffic)[] Signs =
    [
        ("/v1/sim/", "", Traffic.Checkout),
        ("/v1/webhooks/", "", Traffic.Checkout),
        ("/v1/orders/", "", Traffic.Checkout),
        ("/v1/gift-certificates", "", Traffic.Checkout),
        ("/v1/carts", "/checkout", Traffic.Checkout),
        ("/v1/carts", "", Traffic.Cart),
        ("/v1/", "", Traffic.Browse),
    ];

    /// <summary>Null for what says how the process itself is: that is always answered.</summary>
    public static Traffic? Of(string? pattern, string method)
    {
        var route = "/" + pattern?.TrimStart('/');
        if (route.StartsWith("/v1/admin/", StringComparison.Ordinal))
            return HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? Traffic.Report : Traffic.Staff;
        foreach (var (start, end, traffic) in Signs)
        {
            if (route.StartsWith(start, StringComparison.Ordinal) && route.EndsWith(end, StringComparison.Ordinal))
                return traffic;
        }

        return null;
    }
}
