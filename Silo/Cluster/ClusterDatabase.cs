using Commerce.Silo.Storage;
using Commerce.Silo.Storage.Postgres;
using Microsoft.Extensions.Configuration;
using Orleans.Configuration;

namespace Commerce.Silo;

/// <summary>The database in which the silos of a shop find each other: its own.</summary>
internal static class ClusterDatabase
{
    /// <summary>What Orleans calls PostgreSQL's driver.</summary>
    public const string Invariant = "Npgsql";

    /// <summary>The connection string.</summary>
    /// <exception cref="StartFaultException">The shop's database is not PostgreSQL.</exception>
    public static string Of(IConfiguration configuration) => AddressOf(configuration) is { } address
        ? PostgresDatabase.WithPreparing(address.ConnectionString).ConnectionString
        : throw new StartFaultException(
            "Several processes find each other in PostgreSQL: Commerce__Database must be a connection string.");

    /// <summary>The address, when it is PostgreSQL.</summary>
    public static DatabaseAddress.Postgres? AddressOf(IConfiguration configuration)
    {
        var section = configuration.GetSection("Commerce");
        return DatabaseAddress.Parse(section["Database"], SettingsReader.Folder(section)) as DatabaseAddress.Postgres;
    }

    /// <summary>Gives the cluster the shop's name, which stands in every stored key.</summary>
    public static void Name(ClusterOptions cluster)
    {
        cluster.ServiceId = StoreSettings.Shop;
        cluster.ClusterId = StoreSettings.Shop;
    }
}
