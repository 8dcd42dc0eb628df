using System.Diagnostics;

namespace Commerce.Kit.Node;

/// <summary>What a program said and how it ended.</summary>
/// <param name="Code">0: well.</param>
/// <param name="Output">What it said.</param>
/// <param name="Complaints">What it said of its troubles.</param>
public sealed record Ended(int Code, string Output, string Complaints);

/// <summary>A small Node program of the tests, with its packages as its lock file says.</summary>
public sealed class NodeProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string folder;

    private NodeProgram(string folder) => this.folder = folder;

    /// <summary>Copies it out of the sources and installs its packages.</summary>
    /// <param name="source">Its folder below the root, with a <c>package-lock.json</c>.</param>
    /// <param name="name">The folder below <c>artifacts</c> that it runs in.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="InvalidOperationException">Its packages could not be installed.</exception>
    public static async Task<NodeProgram> Install(string source, string name, CancellationToken stop)
    {
        var folder = Directory.CreateDirectory(Repository.At("artifacts", name)).FullName;
        foreach (var file in Directory.GetFiles(Repository.At(source.Split('/'))))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        var program = new NodeProgram(folder);
        var installed = await program.Start("npm", stop, "ci", "--ignore-scripts", "--prefer-offline");
        return installed.Code == 0
            ? program
            : throw new InvalidOperationException($"npm ended with {installed.Code}: {installed.Complaints}");
    }

    /// <summary>Runs one of its files.</summary>
    public Task<Ended> Run(string file, CancellationToken stop, params string[] arguments) =>
        Start("node", stop, [file, .. arguments]);

    private async Task<Ended> Start(string program, CancellationToken stop, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync(stop);
        var complained = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop).WaitAsync(Patience, stop);
        return new(process.ExitCode, await said, await complained);
    }
}
