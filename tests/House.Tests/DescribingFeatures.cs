namespace Commerce.House.Tests;

/// <summary>What stands beside the code of a feature.</summary>
public sealed class DescribingFeatures
{
    private static IEnumerable<string> Machines => Sources.Code
        .Where(source => source.Feature is not null && source.Name.EndsWith("Machine.cs", StringComparison.Ordinal))
        .Select(source => source.Feature!).Distinct();

    [Fact]
    public void Draws_the_truth_table_of_every_machine() => House.Holds(
        Machines.Where(feature => !HasTable(feature)),
        "Give the feature a README.md: what it is in five lines, and its truth table.");

    [Fact]
    public void Checks_every_truth_table() => House.Holds(
        Machines.Where(feature => !Sources.Code.Any(
            source => source.Path.StartsWith("tests/Grains.Tests/", StringComparison.Ordinal)
            && source.Text.Contains($"TruthTable.InReadmeOf(\"{feature}\"", StringComparison.Ordinal))),
        "Test in tests/Grains.Tests that the table in the README is what the machine does.");

    [Fact]
    public void Knows_a_table_from_its_absence()
    {
        Assert.NotEmpty(Machines);
        Assert.False(HasTable("Kernel"));
    }

    private static bool HasTable(string feature) => Sources.Documents.Any(document =>
        document.Path == $"Grains/{feature}/README.md"
        && document.Lines.Any(line => line.StartsWith("|  ", StringComparison.Ordinal)));
}
