using Commerce.Kit;

namespace Commerce.Cluster.Tests;

/// <summary>Which program is started, of which build, and how.</summary>
/// <param name="Program"><c>Silo</c> or <c>Api</c>.</param>
/// <param name="Folder">Where its log goes.</param>
internal sealed record Launch(string Program, string Folder)
{
    /// <summary>A folder with an earlier build in <c>Silo</c> and <c>Api</c>; null: the build of these tests.</summary>
    public string? Build { get; init; }

    /// <summary>The edition of the build of these tests.</summary>
    public string Edition { get; init; } = "Cluster";

    /// <summary>Whether other machines reach it too.</summary>
    public bool Everywhere { get; init; }

    /// <summary>The file to start.</summary>
    public string Path => Build is null
        ? Repository.Built(Program, $"Commerce.{Program}.dll", Edition)
        : System.IO.Path.Combine(Build, Program, $"Commerce.{Program}.dll");
}
