using Dapper;
using Microsoft.Data.Sqlite;

namespace Commerce.Silo.Gateways.Simulated;

/// <summary>The ledger's rows, inside a transaction of <see cref="LedgerFile"/>.</summary>
internal sealed class Ledger(SqliteConnection connection)
{
    private const string Columns =
        """
        id AS Id, attempt AS Attempt, request_key AS RequestKey, status AS Status, amount AS Amount,
        currency AS Currency, captured AS Captured, refunded AS Refunded, address_matches AS AddressMatches,
        last4 AS Last4, decline_code AS DeclineCode, client_secret AS ClientSecret, undecided AS Undecided,
        created_at AS CreatedAt
        FROM payments
        """;

    /// <summary>Reads whole payments; a condition follows.</summary>
    public const string SelectPayments = "SELECT " + Columns + " ";

    /// <summary>Notes that a request came under a key, and gives what is known of that key.</summary>
    public KnownRequest Receive(string key, string operation, string hash, long now) =>
        connection.QuerySingle<KnownRequest>(
            """
            INSERT INTO requests (request_key, operation, hash, sends, conflicts, known_since)
            VALUES (@key, @operation, @hash, 1, 0, @now)
            ON CONFLICT (request_key) DO UPDATE SET sends = sends + 1, conflicts = conflicts + (hash <> excluded.hash)
            RETURNING hash AS Hash, sends AS Sends, known_since AS KnownSince, payment AS Payment, answer AS Answer
            """,
            new { key, operation, hash, now });

    /// <summary>The key has grown too old: what was answered under it is no longer known.</summary>
    public void Forget(string key, long now) => connection.Execute(
        "UPDATE requests SET known_since = @now, payment = NULL, answer = NULL WHERE request_key = @key",
        new { key, now });

    /// <summary>Keeps what a request made and, once decided, its answer.</summary>
    public void Keep(string key, string payment, string? answer) => connection.Execute(
        "UPDATE requests SET payment = @payment, answer = @answer WHERE request_key = @key",
        new { key, payment, answer });

    /// <summary>A payment by its id.</summary>
    public SimulatedPayment? Payment(string id) => connection.QuerySingleOrDefault<SimulatedPayment>(
        SelectPayments + "WHERE id = @id", new { id });

    /// <summary>A payment as the shopper knows it: by its id, its client secret, or the attempt it pays.</summary>
    public SimulatedPayment? PaymentOf(string name) => connection.QueryFirstOrDefault<SimulatedPayment>(
        SelectPayments + "WHERE id = @name OR client_secret = @name OR attempt = @name ORDER BY created_at DESC",
        new { name });

    /// <summary>The payments of an attempt made in a span of time.</summary>
    public IEnumerable<SimulatedPayment> PaymentsOf(string attempt, long from, long to) =>
        connection.Query<SimulatedPayment>(
            SelectPayments + "WHERE attempt = @attempt AND created_at BETWEEN @from AND @to ORDER BY created_at",
            new { attempt, from, to });

    /// <summary>Writes a new payment down.</summary>
    public void Add(SimulatedPayment payment) => connection.Execute(
        """
        INSERT INTO payments (id, attempt, request_key, status, amount, currency, captured, refunded, address_matches,
            last4, decline_code, client_secret, undecided, created_at)
        VALUES (@Id, @Attempt, @RequestKey, @Status, @Amount, @Currency, @Captured, @Refunded, @AddressMatches, @Last4,
            @DeclineCode, @ClientSecret, @Undecided, @CreatedAt)
        """,
        payment);

    /// <summary>Writes down what became of a payment.</summary>
    public void Change(SimulatedPayment payment) => connection.Execute(
        """
        UPDATE payments SET status = @Status, captured = @Captured, refunded = @Refunded, decline_code = @DeclineCode,
            undecided = @Undecided
        WHERE id = @Id
        """,
        payment);

    /// <summary>Whether a refund was made under a key.</summary>
    public bool HasRefund(string key) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM refunds WHERE request_key = @key", new { key }) > 0;

    /// <summary>Writes a refund down.</summary>
    public void AddRefund(string key, string payment, long amount, long now) => connection.Execute(
        "INSERT INTO refunds (request_key, payment, amount, created_at) VALUES (@key, @payment, @amount, @now)",
        new { key, payment, amount, now });

    /// <summary>Logs a call: time, what was asked about which key or payment, and what was said (PAY-08).</summary>
    public void Log(long now, string operation, string subject, string answer) => connection.Execute(
        "INSERT INTO calls (at, operation, subject, answer) VALUES (@now, @operation, @subject, @answer)",
        new { now, operation, subject, answer });
}

/// <summary>What the gateway knows of a key.</summary>
internal sealed record KnownRequest
{
    /// <summary>The hash of the first request under it.</summary>
    public required string Hash { get; init; }

    /// <summary>How often anything came under it, this time included.</summary>
    public long Sends { get; init; }

    /// <summary>Since when the gateway knows it; milliseconds since 1970.</summary>
    public long KnownSince { get; init; }

    /// <summary>The payment it made.</summary>
    public string? Payment { get; init; }

    /// <summary>What was answered, once that was decided.</summary>
    public string? Answer { get; init; }
}
