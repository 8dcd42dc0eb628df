namespace Commerce.Silo.Gateways;

/// <summary>Files and folders that only their owner may read: they hold payments and letters.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode FileMode0600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder, unless it is there.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, FileMode0600 | UnixFileMode.UserExecute);
    }

    /// <summary>Makes a folder, unless it is there, in which files can be made.</summary>
    /// <exception cref="StartFaultException">None can.</exception>
    public static void ClaimFolder(string path)
    {
        // Of its own name: several processes may share the folder.
        var probe = Path.Combine(path, ".writable-" + Path.GetRandomFileName());
        try
        {
            CreateFolder(path);
            OpenFile(probe, FileMode.Create).Dispose();
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartFaultException($"The data folder {path} cannot be written to. ({failure.Message})");
        }
    }

    /// <summary>Opens a file to write; nobody else may write it meanwhile.</summary>
    public static FileStream OpenFile(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileMode0600;
        return new FileStream(path, options);
    }
}
