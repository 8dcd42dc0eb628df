using System.Diagnostics;
using Commerce.Kit;

namespace Commerce.Simulation.Tests;

/// <summary>Defects that were put into the real code, one patch each: the proof that the simulation finds
/// something.</summary>
public sealed class FindingDefects
{
    private const int Least = 15;

    public static TheoryData<string> Defects { get; } = new(Directory
        .EnumerateFiles(Repository.At("tests", "Simulation", "defects"), "*.patch")
        .Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    [Fact]
    public void Are_enough() => Assert.True(Defects.Count >= Least, $"{Defects.Count} defects");

    [Theory, MemberData(nameof(Defects))]
    public Task Still_apply(string name) =>
        Succeed("git", "apply", "--check", Repository.At("tests", "Simulation", "defects", name + ".patch"));

    [Fact, Trait("Category", "long")]
    public Task Are_each_found_within_a_minute() => Succeed(Repository.At("tests", "Simulation", "defects", "find.sh"));

    private static async Task Succeed(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.At(),
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var complained = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, complained + await said);
    }
}
