using Dapper;
using Microsoft.Data.Sqlite;

namespace Commerce.Silo.Gateways.Simulated;

/// <summary>The ledger's file and its one writer. Whoever comes while a commit is under way shares the next one; an
/// answer is given only after the commit it rests on.</summary>
internal sealed class LedgerFile : IDisposable
{
    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS payments (
            id TEXT PRIMARY KEY, attempt TEXT NOT NULL, request_key TEXT NOT NULL, status TEXT NOT NULL,
            amount INTEGER NOT NULL, currency TEXT NOT NULL, captured INTEGER NOT NULL, refunded INTEGER NOT NULL,
            disputed INTEGER NOT NULL, address_matches INTEGER NOT NULL, last4 TEXT NOT NULL, decline_code TEXT,
            client_secret TEXT, capture_now INTEGER NOT NULL, many_captures INTEGER NOT NULL,
            disputed_at_once INTEGER NOT NULL, refund_manner INTEGER NOT NULL, method TEXT, capture_before INTEGER,
            settled_at INTEGER, undecided INTEGER NOT NULL, created_at INTEGER NOT NULL,
            CHECK (0 <= refunded AND refunded <= captured AND captured <= amount)) STRICT;
        CREATE INDEX IF NOT EXISTS payments_attempt ON payments (attempt, created_at);
        CREATE INDEX IF NOT EXISTS payments_created_at ON payments (created_at, id);
        CREATE INDEX IF NOT EXISTS payments_secret ON payments (client_secret) WHERE client_secret IS NOT NULL;
        CREATE INDEX IF NOT EXISTS payments_request_key ON payments (request_key);
        CREATE TABLE IF NOT EXISTS requests (
            request_key TEXT PRIMARY KEY, operation TEXT NOT NULL, hash TEXT NOT NULL, sends INTEGER NOT NULL,
            conflicts INTEGER NOT NULL, known_since INTEGER NOT NULL, made TEXT, answer TEXT) STRICT;
        CREATE TABLE IF NOT EXISTS refunds (
            id TEXT PRIMARY KEY, payment TEXT NOT NULL, reference TEXT NOT NULL, amount INTEGER NOT NULL,
            currency TEXT NOT NULL, status TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
        CREATE INDEX IF NOT EXISTS refunds_payment ON refunds (payment, reference);
        CREATE INDEX IF NOT EXISTS refunds_created_at ON refunds (created_at, id);
        CREATE TABLE IF NOT EXISTS methods (
            id TEXT PRIMARY KEY, card TEXT NOT NULL, customer TEXT, forgotten INTEGER NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS calls (
            number INTEGER PRIMARY KEY, at INTEGER NOT NULL, operation TEXT NOT NULL, subject TEXT NOT NULL,
            answer TEXT NOT NULL) STRICT;
        """;

    // A ledger of an older form is begun anew: it never held anybody's money.
    private const int Form = 2;
    private const string Forget =
        """
        DROP TABLE IF EXISTS payments; DROP TABLE IF EXISTS requests; DROP TABLE IF EXISTS refunds;
        DROP TABLE IF EXISTS calls; PRAGMA user_version = 2;
        """;

    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly Ledger ledger;
    private List<Job> waiting = [];
    private bool busy;
    private bool closed;

    public LedgerFile(string path)
    {
        CreateFile(path);
        var address = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 };
        connection = new SqliteConnection(address.ConnectionString);
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        if (connection.ExecuteScalar<int>("PRAGMA user_version") != Form) connection.Execute(Forget);
        connection.Execute(Schema);
        ledger = new Ledger(connection);
    }

    /// <summary>Does work on the ledger and answers when it is on the disk.</summary>
    public Task<T> Write<T>(Func<Ledger, T> work)
    {
        var job = new Job<T>(work);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            waiting.Add(job);
            if (busy) return job.Answer;
            busy = true;
        }

        CommitWaiting();
        return job.Answer;
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            if (busy) return;
        }

        connection.Dispose();
    }

    // The first batch runs on its caller's thread, so that a lone caller has its answer at once; what came meanwhile
    // must not keep that caller.
    private void CommitWaiting()
    {
        List<Job> batch;
        lock (gate)
        {
            batch = waiting;
            waiting = [];
        }

        Commit(batch);
        lock (gate)
        {
            busy = waiting.Count > 0;
            if (!busy && closed) connection.Dispose();
            if (!busy) return;
        }

        _ = Task.Run(CommitWaiting);
    }

    // Whatever goes wrong belongs to the callers: the line behind them must move on.
    private void Commit(List<Job> batch)
    {
        try
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var job in batch) Do(job, transaction);
            transaction.Commit();
        }
        catch (Exception failure)
        {
            foreach (var job in batch) job.Fail(failure);
            return;
        }

        foreach (var job in batch) job.Finish();
    }

    private void Do(Job job, SqliteTransaction transaction)
    {
        transaction.Save("job");
        try
        {
            job.Work(ledger);
        }
        catch (Exception failure)
        {
            transaction.Rollback("job");
            job.Fail(failure);
        }
    }

    private static void CreateFile(string path)
    {
        if (File.Exists(path)) return;
        OwnerOnly.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var made = OwnerOnly.OpenFile(path, FileMode.OpenOrCreate);
    }

    private abstract class Job
    {
        public abstract void Work(Ledger ledger);

        public abstract void Finish();

        public abstract void Fail(Exception failure);
    }

    private sealed class Job<T>(Func<Ledger, T> work) : Job
    {
        private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T result = default!;

        public Task<T> Answer => answer.Task;

        public override void Work(Ledger ledger) => result = work(ledger);

        public override void Finish() => answer.TrySetResult(result);

        public override void Fail(Exception failure) => answer.TrySetException(failure);
    }
}
