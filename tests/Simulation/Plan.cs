using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Simulation.Running;

namespace Commerce.Simulation;

/// <summary>What is simulated; it decides everything. Frequencies are times in a million.</summary>
internal sealed record Plan
{
    private static readonly string[] Kinds = ["store", "gateway", "mail", "hints", "crashes", "lost", "jumps", "staff"];

    public required ulong Seed { get; init; }

    public int Days { get; init; }

    public int Shoppers { get; init; }

    /// <summary>The number of the first shopper; each lives alike, whoever else comes.</summary>
    public int First { get; init; }

    /// <summary>Of each write.</summary>
    public int StoreFaults { get; init; }

    /// <summary>Of each call of the gateway.</summary>
    public int GatewayFaults { get; init; }

    /// <summary>Of each mail.</summary>
    public int MailFaults { get; init; }

    /// <summary>Of each webhook.</summary>
    public int HintFaults { get; init; }

    /// <summary>Of each step.</summary>
    public int Crashes { get; init; }

    /// <summary>Of each step.</summary>
    public int LostActivations { get; init; }

    /// <summary>Of each step.</summary>
    public int Jumps { get; init; }

    /// <summary>Whether staff change prices, rules and stock in the middle.</summary>
    public bool Staff { get; init; } = true;

    /// <summary>How long an activation may be idle before it goes.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How the shop is set up.</summary>
    public ShopSettings Settings { get; init; } = new();

    /// <summary>What was switched off on the way to a shorter history.</summary>
    public ImmutableSortedSet<string> Without { get; init; } =
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>All of it in one word: <c>seed:days:first:shoppers:without+without</c>.</summary>
    public string Name => string.Create(
        CultureInfo.InvariantCulture, $"{Seed}:{Days}:{First}:{Shoppers}:{string.Join('+', Without)}");

    /// <summary>The plan of a seed: one in four has fair weather, the others up to heavy storms.</summary>
    public static Plan Of(ulong seed, int days, int shoppers)
    {
        var chance = new Chance(seed).Fork("plan");
        var storm = chance.Between(0, 3);
        return new()
        {
            Seed = seed,
            Days = days,
            Shoppers = shoppers,
            StoreFaults = Scaled(chance, storm, 20_000),
            GatewayFaults = Scaled(chance, storm, 150_000),
            MailFaults = Scaled(chance, storm, 200_000),
            HintFaults = Scaled(chance, storm, 300_000),
            Crashes = Scaled(chance, storm, 87),
            LostActivations = Scaled(chance, storm, 290),
            Jumps = Scaled(chance, storm, 58),
            IdleTime = new Chance(seed).Fork("idle").Percent(20) ? TimeSpan.FromMinutes(15) : TimeSpan.FromDays(3),
            Settings = SettingsOf(new Chance(seed).Fork("settings")),
        };
    }

    /// <summary>The plan of a <see cref="Name"/>.</summary>
    public static Plan Named(string name)
    {
        var parts = name.Split(':');
        int Number(int place) => int.Parse(parts[place], CultureInfo.InvariantCulture);
        var plan = Of(ulong.Parse(parts[0], CultureInfo.InvariantCulture), Number(1), Number(3)) with
        {
            First = Number(2),
        };
        return parts[4].Split('+', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(plan, (some, kind) => some.WithoutKind(kind));
    }

    /// <summary>Plans with less in them, the boldest first.</summary>
    public IEnumerable<Plan> Shorter()
    {
        if (Shoppers > 1)
        {
            yield return this with { Shoppers = Shoppers / 2 };
            yield return this with { First = First + (Shoppers / 2), Shoppers = Shoppers - (Shoppers / 2) };
        }

        foreach (var kind in Kinds.Where(kind => !Without.Contains(kind))) yield return WithoutKind(kind);
        if (Days > 1) yield return this with { Days = (Days + 1) / 2 };
        if (Shoppers > 8)
        {
            yield return this with { Shoppers = Shoppers - (Shoppers / 4) };
            yield return this with { First = First + (Shoppers / 4), Shoppers = Shoppers - (Shoppers / 4) };
        }
    }

    private static ShopSettings SettingsOf(Chance chance) => new()
    {
        CartDuration = TimeSpan.FromDays(chance.Percent(60) ? 3 : 30),
        ShipInParts = chance.Percent(80),
        ManyCaptures = chance.Percent(50),
        SaveCards = chance.Percent(50),
        ShippingRefundPercent = chance.Percent(50) ? 0 : 100,
    };

    private Plan WithoutKind(string kind) => (kind switch
    {
        "store" => this with { StoreFaults = 0 },
        "gateway" => this with { GatewayFaults = 0 },
        "mail" => this with { MailFaults = 0 },
        "hints" => this with { HintFaults = 0 },
        "crashes" => this with { Crashes = 0 },
        "lost" => this with { LostActivations = 0 },
        "jumps" => this with { Jumps = 0 },
        "staff" => this with { Staff = false },
        _ => throw new ArgumentException($"'{kind}' cannot be left out.", nameof(kind)),
    }) with
    { Without = Without.Add(kind) };

    private static int Scaled(Chance chance, int storm, int most) =>
        storm == 0 ? 0 : chance.Below((most * storm / 3) + 1);
}
