using System.Text.RegularExpressions;

namespace Commerce.House.Tests;

/// <summary>What the bench can do is told by its help and its document.</summary>
public sealed class DescribingTheBench
{
    private const string Program = "bench/Program.cs";
    private const string Options = "bench/Options.cs";
    private const string Readme = "bench/README.md";
    private const string Quotes = "\"\"\"";

    private static string Usage => Sources.One(Options).Text.Split(Quotes)[1];

    [Fact]
    public void Names_every_scenario_in_the_help_and_in_the_document() => House.Holds(
        Scenarios(Sources.One(Program).Text)
            .SelectMany(scenario => Missing(scenario, Usage, Sources.One(Readme).Text)),
        "Say what it measures.");

    [Fact]
    public void Names_every_option_in_the_help() => House.Holds(
        OptionsIn(Sources.One(Options).Text).Where(option => !Tells(Usage, option)),
        "Say what it means.");

    [Fact]
    public void Finds_what_is_not_named()
    {
        Assert.Contains("journey", Scenarios(Sources.One(Program).Text));
        Assert.Contains("--rows", OptionsIn(Sources.One(Options).Text));
        const string program = "    \"cart\" => await A(),\n    \"swim\" => await B(),\n";
        Assert.Equal(["cart", "swim"], Scenarios(program));
        Assert.Equal(
            [$"{Options}: swim", $"{Readme}: swim"],
            Missing("swim", "  cart  a cart, to swim with\n  swim-suit  more", "`cart`, and whoever can swim"));
        Assert.Empty(Missing("swim", "  swim  a lap", "`swim`"));
        Assert.Equal(["--due"], OptionsIn($"= {Quotes}\n  --lines N\n{Quotes}; Number(\"--due\", 1)"));
        Assert.False(Tells("  --due-time N", "--due"));
        Assert.False(Tells("  while --due of them lapse", "--due"));
        Assert.True(Tells("  --due N", "--due"));
    }

    private static IEnumerable<string> Scenarios(string program) =>
        Regex.Matches(program, "^    \"([a-z-]+)\" => ", RegexOptions.Multiline).Select(found => found.Groups[1].Value);

    private static IEnumerable<string> Missing(string scenario, string usage, string readme)
    {
        if (!Regex.IsMatch(usage, $"^ +{scenario} +[^ ]", RegexOptions.Multiline))
            yield return $"{Options}: {scenario}";
        if (!readme.Contains($"`{scenario}`", StringComparison.Ordinal)) yield return $"{Readme}: {scenario}";
    }

    private static IEnumerable<string> OptionsIn(string options) =>
        Regex.Matches(options.Split(Quotes)[2], "\"(--[a-z-]+)\"").Select(found => found.Groups[1].Value).Distinct();

    // With what stands for its value.
    private static bool Tells(string usage, string option) => Regex.IsMatch(usage, $@"{option} [A-Z]+\b");
}
