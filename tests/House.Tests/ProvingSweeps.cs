using System.Text.RegularExpressions;

namespace Commerce.House.Tests;

/// <summary>The table of docs/sweeps.md: each branch of what is done by itself names the test that proves it.</summary>
public sealed class ProvingSweeps
{
    private const string Document = "docs/sweeps.md";

    private static IEnumerable<(string[] Rows, string Test)> Branches => Sources.One(Document).Lines
        .Where(line => line.StartsWith("| SCH-", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
        .Select(cells => (cells[0].Split(", "), cells[2]));

    [Fact]
    public void Names_every_row() => Assert.Equal(
        Enumerable.Range(1, 15).Select(number => $"SCH-{number:00}"),
        Branches.SelectMany(branch => branch.Rows).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Names_tests_that_there_are() => House.Holds(
        Branches.Select(branch => branch.Test).Where(test => !IsThere(test)).Select(test => $"{Document}: {test}"),
        "No test has this name.");

    [Theory]
    [InlineData("ProvingSweeps.Names_every_row", true)]
    [InlineData("ProvingSweeps.Names_every_line", false)]
    [InlineData("WritingDocuments.Names_every_row", false)]
    public void Knows_a_test_by_its_class_and_its_method(string test, bool isThere) =>
        Assert.Equal(isThere, IsThere(test));

    // From the line of its class on, until the next class that has tests.
    private static bool IsThere(string test)
    {
        if (test.Split('.') is not [var name, var method]) return false;
        var body = new Regex($@"(?s)public (sealed|abstract) class {name}\b.*?(\npublic (sealed|abstract) class |\z)");
        return Sources.Code.Where(source => source.Path.StartsWith("tests/", StringComparison.Ordinal))
            .Select(source => body.Match(source.Text))
            .Any(found => found.Success && Regex.IsMatch(found.Value, $@"(void|Task) {method}\("));
    }
}
