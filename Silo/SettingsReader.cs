using Microsoft.Extensions.Configuration;

namespace Commerce.Silo;

/// <summary>Reads settings; what cannot be read is said in one line.</summary>
public static class SettingsReader
{
    private const string DefaultFolder = "data";

    /// <summary>A section as a record of settings.</summary>
    /// <param name="section">The section.</param>
    /// <exception cref="StartFaultException">A value cannot be read as what it should be.</exception>
    public static T Read<T>(IConfiguration section) where T : class, new() => Read(() => section.Get<T>() ?? new());

    /// <summary>One setting of a section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="name">The setting's name.</param>
    /// <param name="otherwise">What it is when nothing is said.</param>
    /// <exception cref="StartFaultException">The value cannot be read as a time span.</exception>
    public static TimeSpan Span(IConfiguration section, string name, TimeSpan otherwise) =>
        Read(() => section.GetValue(name, otherwise));

    /// <summary>The data folder, <c>Commerce:Data</c>: <c>data</c> in the caller's folder when nothing is
    /// said.</summary>
    /// <param name="section">The section <c>Commerce</c>.</param>
    public static string Folder(IConfiguration section) =>
        Path.GetFullPath(section["Data"]?.Trim() is { Length: > 0 } given ? given : DefaultFolder);

    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException failure)
        {
            throw new StartFaultException(failure.Message);
        }
    }
}
