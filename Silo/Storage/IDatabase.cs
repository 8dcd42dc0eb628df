using System.Data.Common;

namespace Commerce.Silo.Storage;

/// <summary>The shop's database. Its faults are all
/// <see cref="Grains.Kernel.StoreUnavailableException"/>.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>Whether it speaks PostgreSQL's SQL; else SQLite's.</summary>
    bool IsPostgres { get; }

    /// <summary>The rows that entities are stored in.</summary>
    IRowStore Rows { get; }

    /// <summary>Opens it, locks it where only one process may have it, and brings its tables up to date.</summary>
    Task Start(CancellationToken stop);

    /// <summary>Reads.</summary>
    Task<T> Read<T>(Func<DbConnection, Task<T>> query, CancellationToken stop = default);

    /// <summary>Changes something besides entities, in one transaction. A change waits for nothing but the
    /// database: SQLite has one writer, and refuses one that does.</summary>
    Task<T> Change<T>(Func<DbConnection, Task<T>> change, CancellationToken stop = default);

    /// <summary>The same by one statement alone, which needs no transaction but its own.</summary>
    Task<T> ChangeAtOnce<T>(Func<DbConnection, Task<T>> statement, CancellationToken stop = default);
}
