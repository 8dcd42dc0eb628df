using System.Globalization;

namespace Commerce.Grains.Tests.Pricing;

/// <summary>The examples of docs/money.md.</summary>
public sealed class WorkingItOut
{
    private const int PlacesShown = 6;

    private static readonly Dictionary<string, int> Steps = new() { ["USD"] = 1, ["JPY"] = 1, ["KWD"] = 10 };

    public static TheoryData<string> Lines => [.. WorkedLine.InDocument.Select(line => line.ToString())];

    public static TheoryData<string> Rules =>
    [
        "PRC-01", "PRC-02", "PRC-03", "PRC-04", "PRC-05", "PRC-10",
        "SHP-01", "SHP-02", "SHP-03", "SHP-04", "SHP-05", "SHP-06", "SHP-07", "SHP-08",
        "TAX-01", "TAX-02", "TAX-03", "MON-14",
    ];

    [Theory, MemberData(nameof(Lines))]
    public void Comes_to_the_same_with_whole_numbers(string line)
    {
        var known = One(line);
        var (exact, name) = WorkedStep.All[known.Step].Plain(known);
        Assert.Equal(exact.Text(PlacesShown), known.Unrounded);
        Assert.Equal($"{Nearest(known, exact)} {name}".Trim(), known.Rounded);
    }

    [Theory, MemberData(nameof(Lines))]
    public void Is_what_the_shop_works_out(string line)
    {
        var known = One(line);
        Assert.Equal(known.Rounded, WorkedStep.All[known.Step].Shop(known));
    }

    [Theory, MemberData(nameof(Rules))]
    public void Has_an_example_of_every_rule(string rule) =>
        Assert.Contains(WorkedLine.InDocument, line => line.Rule == rule);

    [Fact]
    public void Numbers_its_examples_one_after_the_other()
    {
        var numbers = WorkedLine.InDocument.Select(line => line.Example).Distinct().ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        Assert.True(numbers.Count >= 40, $"Only {numbers.Count} examples.");
    }

    [Fact]
    public void Leaves_no_line_of_a_table_unread()
    {
        var lines = File.ReadLines(Kit.Repository.At("docs", "money.md"))
            .Count(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]));
        Assert.Equal(lines, WorkedLine.InDocument.Count);
    }

    // A share is stored to two places, an amount to its currency's step.
    private static string Nearest(WorkedLine line, Fraction exact) => line.Step == "saving"
        ? new Fraction((exact * new Fraction(100, 1)).Nearest(1), 100).Text(2)
        : exact.Nearest(Steps[line.Currency]).ToString(CultureInfo.InvariantCulture);

    private static WorkedLine One(string line) => WorkedLine.InDocument.Single(one => one.ToString() == line);
}
