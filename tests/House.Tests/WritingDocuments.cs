using System.Text.RegularExpressions;
using Commerce.Kit;

namespace Commerce.House.Tests;

/// <summary>What documents may say: commands that somebody runs, and links that lead somewhere.</summary>
public sealed class WritingDocuments
{
    private const string Untested = "Not run by our tests";

    private static readonly string[] Run = [".ci/run", "test.sh"];

    private static IEnumerable<Source> Guides => Sources.Documents.Where(document =>
        document.Path == "CONTRIBUTING.md" || document.Path.StartsWith("docs/", StringComparison.Ordinal));

    [Fact]
    public void Shows_only_commands_that_are_run() => House.Holds(
        Guides.SelectMany(guide => Unrun(guide, Scripts)),
        $"Let .ci/run or test.sh run the command, or show it under '{Untested}' with the reason.");

    [Fact]
    public void Finds_a_command_that_nobody_runs()
    {
        const string text = "```bash\n./test.sh\ndotnet fly\n```\n## Not run by our tests\n```bash\ndotnet swim\n```\n";
        Assert.Equal(["docs/example.md: dotnet fly"], Unrun(new("docs/example.md", text), "./test.sh"));
    }

    [Fact]
    public void Leads_somewhere_with_every_link() => House.Holds(
        Sources.Documents.SelectMany(DeadLinks), "The file is not there.");

    [Fact]
    public void Finds_a_link_that_leads_nowhere() => Assert.Equal(
        ["docs/example.md: nothing.md"],
        DeadLinks(new("docs/example.md", "[a](nothing.md) [b](../README.md#there) [c](https://example.org) [d](#here)"))
            .Where(link => link.EndsWith("nothing.md", StringComparison.Ordinal)));

    private static string Scripts =>
        string.Join("\n", Run.Select(script => Sources.One(script).Text)) + "\n./test.sh\n.ci/run\n";

    private static IEnumerable<string> Unrun(Source guide, string scripts)
    {
        var (inside, untested) = (false, false);
        foreach (var line in guide.Lines)
        {
            if (line.StartsWith('#') && !inside) untested = line.Contains(Untested, StringComparison.Ordinal);
            if (line.StartsWith("```", StringComparison.Ordinal)) inside = line is "```bash" or "```sh";
            else if (inside && !untested && Command(line) is { Length: > 0 } command
                && !scripts.Contains(command, StringComparison.Ordinal))
                yield return $"{guide}: {command}";
        }
    }

    private static string Command(string line) => line.Split('#')[0].Trim();

    private static IEnumerable<string> DeadLinks(Source document) =>
        Regex.Matches(document.Text, @"\]\((?<to>[^)\s]+)\)")
        .Select(link => link.Groups["to"].Value.Split('#')[0])
        .Where(to => to.Length > 0 && !to.Contains("://", StringComparison.Ordinal))
        .Where(to => !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(document.Path)!, to)))
        .Select(to => $"{document}: {to}");
}
