using Dapper;
using Microsoft.Data.Sqlite;

namespace Commerce.Silo.Gateways.Simulated;

/// <summary>Reads the ledger from outside, of a running or a stopped shop, for the audit (I7).</summary>
internal sealed class LedgerReader(string path)
{
    /// <summary>Every payment, oldest first.</summary>
    public IEnumerable<SimulatedPayment> Payments() =>
        Rows<SimulatedPayment>(Ledger.SelectPayments + "ORDER BY created_at, id");

    /// <summary>Every key that was used.</summary>
    public IEnumerable<LedgerRequest> Requests() => Rows<LedgerRequest>(
        """
        SELECT request_key AS RequestKey, operation AS Operation, sends AS Sends, conflicts AS Conflicts,
            made AS Made,
            (SELECT count(*) FROM payments WHERE payments.request_key = requests.request_key) AS Payments
        FROM requests ORDER BY request_key
        """);

    /// <summary>Every call, in order.</summary>
    public IEnumerable<LedgerCall> Calls() => Rows<LedgerCall>(
        """
        SELECT number AS Number, at AS At, operation AS Operation, subject AS Subject, answer AS Answer
        FROM calls ORDER BY number
        """);

    private IEnumerable<T> Rows<T>(string query)
    {
        if (!File.Exists(path)) yield break;
        var address = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly };
        address.Pooling = false;
        using var connection = new SqliteConnection(address.ConnectionString);
        foreach (var row in connection.Query<T>(query, buffered: false)) yield return row;
    }
}

/// <summary>How one key was used. <c>Conflicts</c> above 0 breaks I7: the key was sent with another request.
/// <c>Payments</c> above 1: it was sent after the gateway had forgotten it.</summary>
internal sealed record LedgerRequest
{
    public required string RequestKey { get; init; }

    /// <summary><c>authorize</c>, <c>cancel</c>, <c>capture</c>, <c>refund</c>, <c>keep</c> or <c>forget</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>How often the gateway received it.</summary>
    public long Sends { get; init; }

    /// <summary>How often it came with another request than the first time.</summary>
    public long Conflicts { get; init; }

    /// <summary>What it made or changed last.</summary>
    public string? Made { get; init; }

    /// <summary>How many payments were ever made under it.</summary>
    public long Payments { get; init; }
}

/// <summary>One call as the gateway logged it (PAY-08).</summary>
internal sealed record LedgerCall
{
    public long Number { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long At { get; init; }

    public required string Operation { get; init; }

    /// <summary>The key, the payment or the attempt that was asked about.</summary>
    public required string Subject { get; init; }

    /// <summary>The name of the fact, and whether it was lost.</summary>
    public required string Answer { get; init; }
}
