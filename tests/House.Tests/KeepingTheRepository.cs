using System.Text.RegularExpressions;
using System.Xml.Linq;
using Commerce.Kit;

namespace Commerce.House.Tests;

/// <summary>What lies around the code: projects, packages, records, documents.</summary>
public sealed class KeepingTheRepository
{
    private const string PackageTable = "docs/decisions/packages.md";

    // What each subject's file has in its name.
    private static readonly string[] Decided = ["records", "embedded-engine", "storage-form", "due-index", "ids"];

    private static IEnumerable<Source> Records => Sources.Documents.Where(document =>
        Regex.IsMatch(document.Path, @"^docs/decisions/\d{4}-[a-z0-9-]+\.md$"));

    [Fact]
    public void Builds_every_project() => House.Holds(
        Sources.Projects.Select(project => project.Path.Replace('/', '\\'))
            .Where(path => !Sources.One("Commerce.sln").Text.Contains(path, StringComparison.Ordinal)),
        "Add it: dotnet sln Commerce.sln add …");

    [Fact]
    public void Locks_every_project() => House.Holds(
        Sources.Projects.Select(project => project.Path[..^project.Name.Length] + "packages.Embedded.lock.json")
            .Where(file => !File.Exists(Repository.At(file))),
        "Restore and commit the lock file.");

    [Fact]
    public void Says_of_every_package_why_it_is_there()
    {
        var table = Sources.One(PackageTable).Text;
        House.Holds(Packages.Where(package => !table.Contains($"| {package} |", StringComparison.Ordinal)),
            $"Say in {PackageTable} what the package does for us, its licence, and why we do not do it ourselves.");
    }

    [Fact]
    public void Says_nothing_of_packages_that_are_gone() => House.Holds(
        Sources.One(PackageTable).Lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|')[1].Trim()).Where(name => name is not ("Package" or "---")).Except(Packages),
        "The package is not used any more: take its line out.");

    [Fact]
    public void Pins_only_packages_that_a_project_uses()
    {
        var uses = Sources.Projects.Select(project => project.Text)
            .Append(Sources.One("Directory.Build.props").Text).Append(Sources.One("tests/Directory.Build.props").Text)
                .ToList();
        House.Holds(
            Packages.Where(package => !uses.Any(
                text => text.Contains($"PackageReference Include=\"{package}\"", StringComparison.Ordinal))),
            "Nothing refers to it: take it out of Directory.Packages.props.");
    }

    [Fact]
    public void Records_every_great_decision() => House.Holds(
        Decided.Where(subject => !Records.Any(record => record.Name[5..].Contains(subject, StringComparison.Ordinal))),
        "Write the record: docs/decisions/NNNN-subject.md.");

    [Fact]
    public void Gives_every_record_its_number_a_decision_and_a_reason()
    {
        House.Holds(
            Records.GroupBy(record => record.Name[..4]).Where(same => same.Count() > 1).Select(same => same.Key),
            "Two records have the same number.");
        House.Holds(Records.Where(record => !record.Text.Contains("\n## Decision\n", StringComparison.Ordinal)
            || !record.Text.Contains("\n## Why\n", StringComparison.Ordinal)).Select(record => record.Path),
            "A record says what was decided and why.");
    }

    [Fact]
    public void Excuses_few_files_from_the_banned_symbols()
    {
        const int most = 2;
        var excused = Regex.Matches(
            Sources.One(".editorconfig").Text,
            @"^\[(?<file>.+)\]\n# .+\ndotnet_diagnostic\.RS0030",
            RegexOptions.Multiline);
        Assert.InRange(Sources.One(".editorconfig").Text.Split("RS0030").Length - 1, 0, most);
        House.Holds(excused.Select(file => file.Groups["file"].Value).Where(file => !File.Exists(Repository.At(file))),
            "The file is gone: take its section out.");
    }

    private static IEnumerable<string> Packages => XDocument.Parse(Sources.One("Directory.Packages.props").Text)
        .Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value);
}
