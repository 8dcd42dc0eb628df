namespace Commerce.Kit;

/// <summary>Where the sources are, from wherever the tests run.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Commerce.sln</c>.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A path below the root.</summary>
    public static string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>A file that the build made of another project, in the configuration that runs now.</summary>
    public static string Built(string project, string file, string edition = OneProcess.Edition)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return At("artifacts", edition, "bin", project, configuration, file);
    }

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Commerce.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above '{from}' holds Commerce.sln.");
    }
}
