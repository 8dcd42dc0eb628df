using Commerce.Grains.Kernel;
using Dapper;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Finds kept answers.</summary>
[StatelessWorker, Reentrant, GrainType("answers")]
internal sealed class AnswersGrain(IDatabase database) : Grain, IAnswersGrain
{
    private const string Sql = """
        select request_id as RequestId, cast(outcome as text) as OutcomeJson from answers where key = @key
        """;

    public async Task<KeptAnswer?> Find(string key)
    {
        var row = await database.Read(connection => connection.QuerySingleOrDefaultAsync<Row>(Sql, new { key }));
        return row is null ? null : new(row.RequestId, row.OutcomeJson);
    }

    private sealed class Row
    {
        public string? RequestId { get; init; }

        public string OutcomeJson { get; init; } = "";
    }
}
