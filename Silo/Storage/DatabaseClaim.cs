namespace Commerce.Silo.Storage;

/// <summary>Who else may change a database while a process has it. A SQLite file is always had alone.</summary>
internal enum DatabaseClaim
{
    /// <summary>Whoever likes to.</summary>
    None,

    /// <summary>Nobody: another process would answer from states that this one has changed.</summary>
    Alone,

    /// <summary>The other silos of the cluster.</summary>
    Cluster,
}
