using System.Data.Common;
using Dapper;

namespace Commerce.Silo.Storage;

/// <summary>Something that only a person can settle, found outside of any entity.</summary>
/// <param name="Key">Names the matter, so that it is one problem however often it is found (PRB-06).</param>
/// <param name="Details">What happened, at most 4,000 characters, without personal data.</param>
/// <param name="Owner">The order or certificate concerned, if one is.</param>
/// <param name="Action">The call that settles it, if one does.</param>
internal sealed record FoundProblem(string Key, string Details, string? Owner, string? Action = null);

/// <summary>Writes problems down.</summary>
internal static class ProblemTable
{
    private const int DetailsMost = 4_000;

    private const string AddSql = """
        insert into problems (key, details, order_id, action, at) values (@Key, @details, @Owner, @Action, @at)
        on conflict do nothing
        """;

    /// <summary>Writes one down. One that is open already stays as it is; one that was resolved is opened
    /// again.</summary>
    public static Task<int> Add(DbConnection connection, FoundProblem problem, DateTimeOffset at)
    {
        var details = problem.Details.Length > DetailsMost ? problem.Details[..DetailsMost] : problem.Details;
        return connection.ExecuteAsync(AddSql, new
        {
            problem.Key,
            details,
            problem.Owner,
            problem.Action,
            at = at.ToUnixTimeMilliseconds(),
        });
    }
}
