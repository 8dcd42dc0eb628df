using Commerce.Api.Carts;
using Commerce.Api.Products;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Http;

/// <summary>Bodies that work as they stand.</summary>
internal static class Examples
{
    public static DeliveryBody Delivery { get; } = new(
        "ada@example.com",
        "standard",
        new("Ada Lovelace", "12 Example Street", "London", "GB", PostalCode: "N1 7AA", Phone: "+44 20 7946 0000"));

    public static ProductContentBody Product { get; } = new(
        "Enamel mug",
        "enamel-mug",
        [
            new(new("MUG-BLUE"), ["Blue"], new Money(1_999, "USD"), Weight: 0.6m),
            new(new("MUG-RED"), ["Red"], new Money(1_999, "USD"), Weight: 0.6m),
        ],
        Summary: "Holds 350 ml, and a fire",
        Categories: [["Kitchen", "Mugs"]],
        OptionNames: ["Colour"]);
}
