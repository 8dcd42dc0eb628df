using Commerce.Kit;

namespace Commerce.House.Tests;

/// <summary>One file of ours.</summary>
/// <param name="Path">From the root, with slashes.</param>
/// <param name="Text">Its whole text.</param>
internal sealed record Source(string Path, string Text)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The feature of a file in <c>Grains</c>: its folder.</summary>
    public string? Feature => Path.Split('/') is ["Grains", var feature, _, ..] ? feature : null;

    public string[] Lines { get; } = Text.TrimEnd('\n').Split('\n');

    /// <summary>The lines without comments, with their numbers.</summary>
    public IEnumerable<(int Number, string Text)> Code => Lines
        .Select((line, place) => (place + 1, WithoutComment(line)))
        .Where(line => line.Item2.Length > 0);

    public override string ToString() => Path;

    // A comment begins at the start of a line or after a blank; an address in a text has no blank before its slashes.
    private static string WithoutComment(string line)
    {
        if (line.TrimStart().StartsWith("//", StringComparison.Ordinal)) return "";
        var comment = line.IndexOf(" // ", StringComparison.Ordinal);
        return comment < 0 ? line : line[..comment];
    }
}

/// <summary>What is written in this repository.</summary>
internal static class Sources
{
    public static readonly string[] Product = ["Api", "Embedded", "Grains", "Silo"];

    private static readonly string[] NotOurs = ["artifacts", "obj", "bin", ".git", "data"];

    public static ImmutableArray<Source> Code { get; } = Read("*.cs");

    public static ImmutableArray<Source> Documents { get; } = Read("*.md");

    public static ImmutableArray<Source> Projects { get; } = Read("*.csproj");

    public static Source One(string path) => new(path, File.ReadAllText(Repository.At(path)));

    private static ImmutableArray<Source> Read(string pattern) =>
    [
        .. Directory.EnumerateFiles(Repository.Root, pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Intersect(NotOurs).Any())
            .Order(StringComparer.Ordinal)
            .Select(One),
    ];
}
