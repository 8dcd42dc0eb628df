using Commerce.Kit;

namespace Commerce.Api.Tests;

/// <summary>The whole application on a PostgreSQL database of its own.</summary>
public sealed class PostgresApi(Databases databases) : IAsyncLifetime
{
    private TestDatabase? home;

    public RunningApi Running { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        home = await databases.New(DatabaseKind.Postgres);
        Running = new() { Database = home.Setting };
        await Running.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        if (home is not null) await home.DisposeAsync();
    }
}
