namespace Commerce.House.Tests;

/// <summary>How a file may look.</summary>
public sealed class WritingCode
{
    private const int LinesMost = 300;
    private const int ColumnsMost = 120;

    public static TheoryData<string> Rules => [.. TextRules.All.Select(rule => rule.Name)];

    [Fact]
    public void Takes_at_most_300_lines_a_file() => House.Holds(
        Sources.Code.Where(source => source.Lines.Length > LinesMost)
            .Select(source => $"{source}: {source.Lines.Length}"),
        $"More than {LinesMost} lines hold more than one thing: give each its file.");

    [Fact]
    public void Takes_at_most_120_columns_a_line() => House.Holds(
        Sources.Code.SelectMany(source => Written(source)
            .Where(line => line.Line.Length > ColumnsMost)
            .Select(line => $"{source}:{line.Number}: {line.Line.Length}")),
        $"Break lines before column {ColumnsMost}.");

    [Theory, MemberData(nameof(Rules))]
    public void Keeps_every_rule_about_lines(string name)
    {
        var rule = Rule(name);
        House.Holds(Sources.Code.Where(rule.Where).SelectMany(rule.FaultsIn), rule.Instead);
    }

    [Theory, MemberData(nameof(Rules))]
    public void Finds_what_breaks_a_rule_and_no_comment_about_it(string name)
    {
        var rule = Rule(name);
        Assert.Single(rule.FaultsIn(new("Grains/Some/Example.cs", $"    {rule.Example}\n")));
        Assert.Empty(rule.FaultsIn(new("Grains/Some/Example.cs", $"    // {rule.Example}\n")));
    }

    [Fact]
    public void Looks_into_every_folder() => Assert.Equal(
        ["Api", "Embedded", "Grains", "Silo", "tests"],
        Sources.Code.Select(source => source.Path.Split('/')[0]).Distinct().Intersect([.. Sources.Product, "tests"]));

    // A table of test data between triple quotes is as wide as it is.
    private static IEnumerable<(string Line, int Number)> Written(Source source)
    {
        var quoted = false;
        foreach (var (line, place) in source.Lines.Select((line, place) => (line, place + 1)))
        {
            if (line.Split("\"\"\"").Length % 2 == 0) quoted = !quoted;
            if (!quoted || !source.Path.StartsWith("tests/", StringComparison.Ordinal)) yield return (line, place);
        }
    }

    private static TextRule Rule(string name) => TextRules.All.Single(rule => rule.Name == name);
}
