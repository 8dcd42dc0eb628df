using Microsoft.Extensions.Hosting;

namespace Commerce.Silo;

/// <summary>How a process has the shop: in itself.</summary>
public static class ShopHost
{
    /// <summary>Adds the shop, set up by the configuration section <c>Commerce</c>.</summary>
    /// <param name="builder">The host's builder.</param>
    public static TBuilder AddShop<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder =>
        builder.AddSilo();
}
