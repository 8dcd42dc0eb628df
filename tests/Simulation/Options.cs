using System.Globalization;

namespace Commerce.Simulation;

/// <summary>What the command is asked for.</summary>
internal sealed record Options
{
    /// <summary>How it is used.</summary>
    public const string Usage = """
        usage: --seed N [--seeds K] [--days D] [--shoppers S] [--minutes M] [--brief]
               [--coverage] [--coverage-file FILE] [--floors]
               --replay PLAN
        """;

    public ulong Seed { get; private init; } = 1;

    public int Seeds { get; private init; } = 1;

    public int Days { get; private init; } = 20;

    public int Shoppers { get; private init; } = 1_500;

    public int? Minutes { get; private init; }

    public bool Coverage { get; private init; }

    /// <summary>Where counts are added to what runs before this one counted.</summary>
    public string? CoverageFile { get; private init; }

    /// <summary>Fails when something happened too seldom, however few the orders.</summary>
    public bool Floors { get; private init; }

    /// <summary>Does not look for a shorter history when something is wrong.</summary>
    public bool Brief { get; private init; }

    /// <summary>See <see cref="Plan.Name"/>.</summary>
    public string? Replay { get; private init; }

    /// <summary>Reads the command line; null: it says something else.</summary>
    public static Options? Of(string[] arguments)
    {
        var options = new Options();
        for (var place = 0; place < arguments.Length; place++)
        {
            var value = place + 1 < arguments.Length ? arguments[place + 1] : "";
            if (options.With(arguments[place]) is { } set)
            {
                options = set;
                continue;
            }

            if (arguments[place] == "--replay") options = options with { Replay = value };
            else if (arguments[place] == "--coverage-file") options = options with { CoverageFile = value };
            else if (!ulong.TryParse(value, CultureInfo.InvariantCulture, out var number)) return null;
            else if (options.With(arguments[place], number) is { } more) options = more;
            else return null;
            place++;
        }

        return options;
    }

    private Options? With(string name) => name switch
    {
        "--coverage" => this with { Coverage = true },
        "--floors" => this with { Floors = true },
        "--brief" => this with { Brief = true },
        _ => null,
    };

    private Options? With(string name, ulong number) => name switch
    {
        "--seed" => this with { Seed = number },
        "--seeds" => this with { Seeds = (int)number },
        "--days" => this with { Days = (int)number },
        "--shoppers" => this with { Shoppers = (int)number },
        "--minutes" => this with { Minutes = (int)number },
        _ => null,
    };
}
