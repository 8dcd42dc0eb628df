using Commerce.Silo.Storage.Postgres;
using Commerce.Silo.Storage.Sqlite;
using Npgsql;

namespace Commerce.Silo.Storage;

/// <summary>Where the shop's data is: a SQLite file, or a PostgreSQL database.</summary>
internal abstract record DatabaseAddress
{
    private const string SqlitePrefix = "sqlite:";

    private DatabaseAddress() { }

    /// <summary>A SQLite file; the path is absolute.</summary>
    public sealed record Sqlite(string Path) : DatabaseAddress;

    /// <summary>A PostgreSQL database. The connection string may hold a password.</summary>
    public sealed record Postgres(string ConnectionString) : DatabaseAddress
    {
        public override string ToString() => "Postgres";
    }

    /// <summary>Reads the setting <c>Commerce:Database</c>; without one it is a file in the data folder.</summary>
    /// <param name="setting"><c>sqlite:PATH</c> or a PostgreSQL connection string; relative paths mean the caller's
    /// folder.</param>
    /// <param name="folder">The data folder.</param>
    public static DatabaseAddress Parse(string? setting, string folder)
    {
        if (string.IsNullOrWhiteSpace(setting)) return new Sqlite(System.IO.Path.GetFullPath("commerce.db", folder));
        if (!setting.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase))
            return new Postgres(Checked(setting));
        var path = setting[SqlitePrefix.Length..].Trim();
        return path.Length > 0
            ? new Sqlite(System.IO.Path.GetFullPath(path))
            : throw new StartFaultException("Commerce:Database says 'sqlite:' without a path.");
    }

    // Whatever is wrong with it, it may hold a password: it is not repeated.
    private static string Checked(string connectionString)
    {
        try
        {
            if (new NpgsqlConnectionStringBuilder(connectionString).Host is { Length: > 0 }) return connectionString;
        }
        catch (ArgumentException)
        {
            // Said below.
        }

        throw new StartFaultException(
            "Commerce:Database is neither 'sqlite:PATH' nor a PostgreSQL connection string that names a Host.");
    }

    /// <summary>The database there, not yet started.</summary>
    /// <param name="clock">The shop's clock.</param>
    /// <param name="readOnly">Only looks, and changes nothing.</param>
    /// <param name="claim">Who else may change something there.</param>
    public IDatabase Open(
        TimeProvider clock, bool readOnly = false, DatabaseClaim claim = DatabaseClaim.None) => this switch
        {
            Sqlite(var path) => new SqliteDatabase(path, clock, readOnly),
            Postgres(var text) => new PostgresDatabase(text, clock, readOnly, claim),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
