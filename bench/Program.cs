using System.Globalization;
using Commerce.Bench;

if (args is [Serving.Name, .. var settings]) return await Serving.Run(settings);
if (args is [PlainWrites.Name, .. var told]) return await PlainWrites.Run(told);

var options = Options.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
return options.Scenario switch
{
    "journey" => await Load.Run(options, (shop, buyer) => shop.Buy(buyer)),
    "cart" => await Load.Run(options, (shop, _) => shop.FillCart(options.Lines)),
    "cart-sizes" => await CartSizes.Run(options),
    "browse" => await Load.Run(options, (shop, _) => shop.Browse()),
    "product" => await Load.Run(options, (shop, _) => shop.Product()),
    "product-limit" => await ProductLimit.Run(options),
    "admin-lists" => await AdminLists.Run(options),
    "import" => await Importing.Run(options),
    "flash-sale" => await FlashSale.Run(options),
    "hot" => await HotProduct.Run(options),
    "limit" => await Limit.Run(options),
    "overload" => await Overload.Run(options),
    "storage" => await StorageLimits.Run(options),
    "providers" => await Providers.Run(options),
    "silos" => await Silos.Run(options),
    "soak" => await Soak.Run(options),
    "sweeping" => await Sweeping.Run(options),
    "cold-start" => await ColdStart.Run(options),
    _ => throw new InvalidOperationException($"There is no scenario '{options.Scenario}'."),
};
