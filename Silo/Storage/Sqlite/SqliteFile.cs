namespace Commerce.Silo.Storage.Sqlite;

/// <summary>The database file: for its owner alone, and for one process at a time.</summary>
internal sealed class SqliteFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream claim;

    private SqliteFile(FileStream claim) => this.claim = claim;

    /// <summary>Makes folder and file where they are missing, and claims the file for this process.</summary>
    /// <exception cref="StartFaultException">Another process has it, or nobody can have it there.</exception>
    public static SqliteFile Claim(string path)
    {
        try
        {
            MakeFolder(Path.GetDirectoryName(path) ?? ".");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartFaultException($"There can be no folder for the database {path}. ({failure.Message})");
        }

        try
        {
            var claim = Open(path + ".lock", FileShare.None);
            Open(path, FileShare.ReadWrite).Dispose();
            return new(claim);
        }
        catch (IOException failure)
        {
            throw new StartFaultException(
                $"The database {path} is in use by another process; a SQLite file serves one at a time. "
                    + $"({failure.Message})");
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new StartFaultException($"The database {path} cannot be opened. ({failure.Message})");
        }
    }

    public void Dispose() => claim.Dispose();

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = share,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, OwnerOnly);
        return file;
    }
}
