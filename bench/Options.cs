using System.Globalization;

namespace Commerce.Bench;

/// <summary>What to measure, and against what.</summary>
internal sealed record Options
{
    public const string Usage = """
        dotnet run -c Release --project bench -- SCENARIO [options]
          journey     product, cart, three adds, delivery, checkout, order
          cart        a cart with --lines lines
          cart-sizes  a call to a cart of 1, 10, 100, 500 and 1,000 lines
          browse      list and product pages
          product     one product page
          product-limit  a product page of the sample shop, against the same bytes from the same process's memory
          admin-lists --server DLL, all pages of the list of --rows orders, on a PostgreSQL of its own
          import      --rows products from a file, twice
          flash-sale  --shoppers buyers for --units units of one product
          hot         --shoppers buyers of one product, against as many of 1,000 products
          overload    journeys, two and five times as many as --shoppers can make
          limit       journeys, against a plain program that makes as many durable writes: --server DLL on a
                      PostgreSQL of its own, or a running shop and its --database; pgbench beside it
          cold-start  --server DLL, from the start of the process to the first order
          storage     one stock item and 64 callers, --rows entries of due, --rows orders; on both databases, or on
                      --database, an empty one of yours (sqlite:PATH or a PostgreSQL connection string)
          providers   writes a second of our storage provider, against Orleans' own, on a PostgreSQL of its own; in the
                      Cluster edition only
          silos       --server DLL --silo DLL, both of the Cluster edition: journeys with one, two and three silos, on a
                      PostgreSQL of its own
          soak        --server DLL, journeys for --seconds (180 at least), minute by minute, on a PostgreSQL of its own
          sweeping    --server DLL, journeys in a shop of --rows open carts while --due of them lapse, against journeys
                      before, on a PostgreSQL of its own
        options (keys also from COMMERCE_STOREFRONT_KEY and COMMERCE_ADMIN_KEY):
          --url URL --storefront-key KEY --admin-key KEY --shoppers N --seconds S --warmup S
          --lines N --units N --sku SKU --server DLL --silo DLL --json FILE --database TEXT --rounds N --rows N
          --rate N    visits begun a second, whether or not those before are done (journey, cart, browse, product, soak,
                      sweeping, there 20 by itself); their times count from when they should have begun
          --due N     carts that lapse at one moment (20000)
          --pid N     the server's process, whose processor time and memory are shown
          --connections N  of the plain program (16)
        """;

    public required string Scenario { get; init; }

    public Uri Url { get; init; } = new("http://127.0.0.1:5080");

    public string StorefrontKey { get; init; } = "";

    public string AdminKey { get; init; } = "";

    public int Shoppers { get; init; } = 16;

    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(3);

    public int Lines { get; init; } = 10;

    public int Units { get; init; } = 50;

    public string? Sku { get; init; }

    public string? Server { get; init; }

    public string? Silo { get; init; }

    public string? Json { get; init; }

    public string? Database { get; init; }

    public int Rounds { get; init; } = 5;

    public int Rows { get; init; } = 1_000_000;

    public int Due { get; init; } = 20_000;

    public int? Rate { get; init; }

    public int? Pid { get; init; }

    public int Connections { get; init; } = 16;

    public static Options? Parse(string[] args)
    {
        if (args.Length == 0 || args.Length % 2 == 0) return null;
        var given = args.Skip(1).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        var options = new Options { Scenario = args[0] };
        return options with
        {
            Url = new(given.GetValueOrDefault("--url", options.Url.ToString())),
            StorefrontKey = given.GetValueOrDefault("--storefront-key", Variable("COMMERCE_STOREFRONT_KEY")),
            AdminKey = given.GetValueOrDefault("--admin-key", Variable("COMMERCE_ADMIN_KEY")),
            Shoppers = Number("--shoppers", options.Shoppers),
            Time = TimeSpan.FromSeconds(Number("--seconds", 10)),
            WarmUp = TimeSpan.FromSeconds(Number("--warmup", 3)),
            Lines = Number("--lines", options.Lines),
            Units = Number("--units", options.Units),
            Sku = given.GetValueOrDefault("--sku"),
            Server = given.GetValueOrDefault("--server"),
            Silo = given.GetValueOrDefault("--silo"),
            Database = given.GetValueOrDefault("--database"),
            Rounds = Number("--rounds", options.Rounds),
            Rows = Number("--rows", options.Rows),
            Due = Number("--due", options.Due),
            Json = given.GetValueOrDefault("--json"),
            Rate = given.ContainsKey("--rate") ? Number("--rate", 0) : null,
            Pid = given.ContainsKey("--pid") ? Number("--pid", 0) : null,
            Connections = Number("--connections", options.Connections),
        };

        int Number(string name, int otherwise) => given.TryGetValue(name, out var text)
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}
