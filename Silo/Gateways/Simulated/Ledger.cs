using Dapper;
using Microsoft.Data.Sqlite;

namespace Commerce.Silo.Gateways.Simulated;

/// <summary>The ledger's rows, inside a transaction of <see cref="LedgerFile"/>.</summary>
internal sealed class Ledger(SqliteConnection connection) : ILedger
{
    private const string Columns =
        """
        id AS Id, attempt AS Attempt, request_key AS RequestKey, status AS Status, amount AS Amount,
        currency AS Currency, captured AS Captured, refunded AS Refunded, disputed AS Disputed,
        address_matches AS AddressMatches, last4 AS Last4, decline_code AS DeclineCode, client_secret AS ClientSecret,
        capture_now AS CaptureNow, many_captures AS ManyCaptures, disputed_at_once AS DisputedAtOnce,
        refund_manner AS RefundManner, method AS Method, capture_before AS CaptureBefore, settled_at AS SettledAt,
        undecided AS Undecided, created_at AS CreatedAt
        FROM payments
        """;

    /// <summary>Reads whole payments; a condition follows.</summary>
    public const string SelectPayments = "SELECT " + Columns + " ";

    private const string SelectRefunds =
        """
        SELECT id AS Id, payment AS Payment, reference AS Reference, amount AS Amount, currency AS Currency,
            status AS Status, created_at AS CreatedAt
        FROM refunds

        """;

    public KnownRequest Receive(string key, string operation, string hash, long now) =>
        connection.QuerySingle<KnownRequest>(
            """
            INSERT INTO requests (request_key, operation, hash, sends, conflicts, known_since)
            VALUES (@key, @operation, @hash, 1, 0, @now)
            ON CONFLICT (request_key) DO UPDATE SET sends = sends + 1, conflicts = conflicts + (hash <> excluded.hash)
            RETURNING hash AS Hash, sends AS Sends, known_since AS KnownSince, made AS Made, answer AS Answer
            """,
            new { key, operation, hash, now });

    public void Forget(string key, long now) => connection.Execute(
        "UPDATE requests SET known_since = @now, made = NULL, answer = NULL WHERE request_key = @key",
        new { key, now });

    public void Keep(string key, string made, string? answer) => connection.Execute(
        "UPDATE requests SET made = @made, answer = @answer WHERE request_key = @key",
        new { key, made, answer });

    public SimulatedPayment? Payment(string id) => connection.QuerySingleOrDefault<SimulatedPayment>(
        SelectPayments + "WHERE id = @id", new { id });

    public SimulatedPayment? PaymentOf(string name) => connection.QueryFirstOrDefault<SimulatedPayment>(
        SelectPayments + "WHERE id = @name OR client_secret = @name OR attempt = @name ORDER BY created_at DESC",
        new { name });

    public IEnumerable<SimulatedPayment> PaymentsOf(string attempt, long from, long to) =>
        connection.Query<SimulatedPayment>(
            SelectPayments + "WHERE attempt = @attempt AND created_at BETWEEN @from AND @to ORDER BY created_at",
            new { attempt, from, to });

    public List<SimulatedPayment> Payments(Span span, int most) => connection.Query<SimulatedPayment>(
        SelectPayments
            + """
            WHERE created_at BETWEEN @From AND @To
                AND (@After IS NULL OR (created_at, id) < (SELECT created_at, id FROM payments WHERE id = @After))
            ORDER BY created_at DESC, id DESC LIMIT @most
            """, new { span.From, span.To, span.After, most }).AsList();

    public void Add(SimulatedPayment payment) => connection.Execute(
        """
        INSERT INTO payments (id, attempt, request_key, status, amount, currency, captured, refunded, disputed,
            address_matches, last4, decline_code, client_secret, capture_now, many_captures, disputed_at_once,
            refund_manner, method, capture_before, settled_at, undecided, created_at)
        VALUES (@Id, @Attempt, @RequestKey, @Status, @Amount, @Currency, @Captured, @Refunded, @Disputed,
            @AddressMatches, @Last4, @DeclineCode, @ClientSecret, @CaptureNow, @ManyCaptures, @DisputedAtOnce,
            @RefundManner, @Method, @CaptureBefore, @SettledAt, @Undecided, @CreatedAt)
        """,
        payment);

    public void Change(SimulatedPayment payment) => connection.Execute(
        """
        UPDATE payments SET status = @Status, captured = @Captured, refunded = @Refunded, disputed = @Disputed,
            decline_code = @DeclineCode, capture_before = @CaptureBefore, settled_at = @SettledAt,
            undecided = @Undecided
        WHERE id = @Id
        """,
        payment);

    public SimulatedRefund? Refund(string id) => connection.QuerySingleOrDefault<SimulatedRefund>(
        SelectRefunds + "WHERE id = @id", new { id });

    public IEnumerable<SimulatedRefund> RefundsOf(string payment, string reference) =>
        connection.Query<SimulatedRefund>(
            SelectRefunds + "WHERE payment = @payment AND reference = @reference ORDER BY created_at DESC, id DESC",
            new { payment, reference });

    public List<SimulatedRefund> Refunds(Span span, int most) => connection.Query<SimulatedRefund>(
        SelectRefunds
            + """
            WHERE created_at BETWEEN @From AND @To
                AND (@After IS NULL OR (created_at, id) < (SELECT created_at, id FROM refunds WHERE id = @After))
            ORDER BY created_at DESC, id DESC LIMIT @most
            """, new { span.From, span.To, span.After, most }).AsList();

    public void Put(SimulatedRefund refund) => connection.Execute(
        """
        INSERT INTO refunds (id, payment, reference, amount, currency, status, created_at)
        VALUES (@Id, @Payment, @Reference, @Amount, @Currency, @Status, @CreatedAt)
        ON CONFLICT (id) DO UPDATE SET status = excluded.status
        """,
        refund);

    public SimulatedMethod? Method(string id) => connection.QuerySingleOrDefault<SimulatedMethod>(
        "SELECT id AS Id, card AS Card, customer AS Customer, forgotten AS Forgotten FROM methods WHERE id = @id",
        new { id });

    public void Put(SimulatedMethod method) => connection.Execute(
        """
        INSERT INTO methods (id, card, customer, forgotten) VALUES (@Id, @Card, @Customer, @Forgotten)
        ON CONFLICT (id) DO UPDATE SET customer = excluded.customer, forgotten = excluded.forgotten
        """,
        method);

    public void Log(long now, string operation, string subject, string answer) => connection.Execute(
        "INSERT INTO calls (at, operation, subject, answer) VALUES (@now, @operation, @subject, @answer)",
        new { now, operation, subject, answer });
}

/// <summary>A span of time, and where a list goes on.</summary>
/// <param name="From">Milliseconds since 1970.</param>
/// <param name="To">Milliseconds since 1970.</param>
/// <param name="After">The last one of the page before.</param>
internal sealed record Span(long From, long To, string? After)
{
    public static Span Of(DateTimeOffset from, DateTimeOffset to, string? after) =>
        new(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), after);
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

    /// <summary>What it made or changed.</summary>
    public string? Made { get; init; }

    /// <summary>What was answered, once that was decided.</summary>
    public string? Answer { get; init; }
}
