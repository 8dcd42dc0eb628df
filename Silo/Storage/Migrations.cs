using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Commerce.Silo.Storage;

/// <summary>One numbered SQL file of a dialect.</summary>
/// <param name="Number">Its place.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Sql">What it does.</param>
/// <param name="Checksum">Hash of the text: what was applied once is never changed.</param>
internal sealed record Migration(int Number, string Name, string Sql, string Checksum)
{
    /// <summary>The files of a dialect, in order.</summary>
    /// <param name="dialect">The folder: <c>Postgres</c> or <c>Sqlite</c>.</param>
    public static ImmutableArray<Migration> Of(string dialect)
    {
        var assembly = typeof(Migration).Assembly;
        var folder = $"{typeof(Migration).Namespace}.{dialect}.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Select(name => Load(assembly, name, name[folder.Length..]))
            .OrderBy(migration => migration.Number)];
    }

    /// <summary>Those of the known ones that are still to be applied.</summary>
    /// <param name="known">The files of this program.</param>
    /// <param name="applied">What the database says was applied.</param>
    /// <exception cref="StartFaultException">The database is of a later or an altered program.</exception>
    public static ImmutableArray<Migration> Pending(ImmutableArray<Migration> known, IReadOnlyList<Applied> applied)
    {
        foreach (var done in applied)
        {
            var same = known.FirstOrDefault(migration => migration.Number == done.Number)
                ?? throw new StartFaultException(
                    $"The database has migration {done.Number} of a later version of the program. Start that one.");
            if (same.Checksum != done.Checksum)
            {
                throw new StartFaultException(
                    $"Migration {same.Name} is not the one that was applied to the database.");
            }
        }

        return [.. known.Where(migration => applied.All(done => done.Number != migration.Number))];
    }

    private static Migration Load(Assembly assembly, string resource, string name)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        var number = int.Parse(name.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        return new(number, name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }
}

/// <summary>A migration that the database has.</summary>
internal sealed record Applied(int Number, string Checksum);
