using System.Globalization;

namespace Commerce.Grains.Tests.Pricing;

/// <summary>The examples of docs/money.md.</summary>
public sealed class WorkingItOut
{
    private const int PlacesShown = 6;

    private static readonly Dictionary<string, int> Steps = new()
    {
        ["USD"] = 1,
        ["JPY"] = 1,
        ["KWD"] = 10,
        ["ISK"] = 1,
    };

    private static string Document => Kit.Repository.At("docs", "money.md");

    // They work nothing out; the document says of each why.
    private static readonly string[] Without = ["PRC-13", "SHP-09", "SHP-10"];

    public static TheoryData<string> Lines => [.. WorkedLine.InDocument.Select(line => line.ToString())];

    /// <summary>The rows that a place in this document is for.</summary>
    public static TheoryData<string> Rules =>
    [
        .. Numbered("PRC", 1, 13), .. Numbered("SHP", 1, 12), .. Numbered("TAX", 1, 8), .. Numbered("MON", 1, 15),
        .. Numbered("FUL", 8, 13), .. Numbered("REF", 1, 15), "ORD-19", "ORD-25",
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
    public void Has_an_example_of_every_rule(string rule)
    {
        var isThere = WorkedLine.InDocument.Any(line => line.Rule == rule);
        if (!Without.Contains(rule)) Assert.True(isThere, $"{rule} has no example.");
        else Assert.Matches($@"(?m)^\| {rule} \| [^|]+ \|$", File.ReadAllText(Document));
        Assert.NotEqual(isThere, Without.Contains(rule));
    }

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
        var lines = File.ReadLines(Document)
            .Count(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]));
        Assert.Equal(lines, WorkedLine.InDocument.Count);
    }

    private static string Nearest(WorkedLine line, Fraction exact) =>
        WorkedStep.All[line.Step].Stored?.Invoke(line, exact)
            ?? exact.Nearest(Steps[line.Currency]).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Numbered(string group, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => $"{group}-{number:00}");

    private static WorkedLine One(string line) => WorkedLine.InDocument.Single(one => one.ToString() == line);
}
