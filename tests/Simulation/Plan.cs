using Commerce.Simulation.Running;

namespace Commerce.Simulation;

/// <summary>What is simulated; with the seed it decides everything. Frequencies are times in a million.</summary>
internal sealed record Plan
{
    public required ulong Seed { get; init; }

    public int Days { get; init; } = 30;

    public int Shoppers { get; init; } = 1_000;

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

    /// <summary>The usual plan of a seed: from fair weather to storms.</summary>
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
            Crashes = Scaled(chance, storm, 60),
            LostActivations = Scaled(chance, storm, 200),
            Jumps = Scaled(chance, storm, 40),
        };
    }

    private static int Scaled(Chance chance, int storm, int most) => storm == 0 ? 0 : chance.Below(most * storm / 3 + 1);
}
