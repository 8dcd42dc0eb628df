using System.Runtime.InteropServices;
using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Commerce.Silo.Storage.Audit;
using Commerce.Simulation.World;

namespace Commerce.Simulation.Store;

/// <summary>What the database's triggers copy out of each write, as far as the shop or the audit reads it.</summary>
internal sealed class Tables(Func<DateTimeOffset> shown, Weather weather)
{
    private static readonly Dictionary<string, HoldFacts> NoPromises = [];

    private readonly Dictionary<(string StockKey, string Attempt), StockHoldRow> holds = [];
    private readonly Dictionary<string, Dictionary<string, HoldFacts>> promisesOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, HoldFacts>> promisesTo = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> promised = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Answer> answers = new(StringComparer.Ordinal);
    private readonly History history = new();

    /// <summary>Keys of problems, each found once.</summary>
    public HashSet<string> Problems { get; } = [];

    public DueIndex Due => due ??= new(shown, Problems);

    public Outbox Outbox => outbox ??= new(Problems);

    /// <summary>How many events there were.</summary>
    public long Events { get; private set; }

    /// <summary>What the shop knows of payments and refunds.</summary>
    public Books Books => books ??= new(weather, Problems);

    public Inbox Inbox => inbox ??= new(shown, weather, Books);

    private DueIndex? due;
    private Outbox? outbox;
    private Books? books;
    private Inbox? inbox;

    /// <summary>Copies one write.</summary>
    public void Project(string entity, IEnvelope write, byte[]? json, long at)
    {
        history.Add(entity, write, json, at);
        Books.Take(write);
        Events += write.Events.Count();
        if (write.Due is { } said) Due.Set(entity, write.Id, said.At);
        if (write.Sends) Outbox.Add(write.Id, write.Version, write.Outgoing, shown());
        foreach (var problem in write.Problems) Problems.Add(problem.Key);
        foreach (var answer in write.Answers) answers[answer.Key] = answer;
        foreach (StockHoldRow row in write.Changes?["stock_holds"] ?? []) Put(write.Id, row);
    }

    public StockHoldRow? Hold(string stockKey, string attempt) => holds.GetValueOrDefault((stockKey, attempt));

    /// <summary>The promises of one stock item that are not closed, by attempt.</summary>
    public IReadOnlyDictionary<string, HoldFacts> PromisesOf(string stockKey) =>
        promisesOf.GetValueOrDefault(stockKey) ?? NoPromises;

    /// <summary>How many pieces of one stock item the promises that are not closed come to.</summary>
    public long PromisedOf(string stockKey) => promised.GetValueOrDefault(stockKey);

    /// <summary>The promises to one attempt that are not closed, by stock item.</summary>
    public IReadOnlyDictionary<string, HoldFacts> PromisesTo(AttemptId attempt) =>
        promisesTo.GetValueOrDefault(attempt.Value) ?? NoPromises;

    /// <summary>Whether the answer of a request is kept.</summary>
    public bool Answers(string key) => answers.ContainsKey(key);

    /// <summary>The answer of a request, as it is kept.</summary>
    public KeptAnswer? AnswerOf(string key) => answers.TryGetValue(key, out var answer)
        ? new(answer.RequestId, JsonSerializer.Serialize(answer.Outcome, KernelJson.Options))
        : null;

    /// <summary>All that ever was written, in order, as one number.</summary>
    public string HistoryHash() => history.ToString();

    // What is closed is not walked over any more; its row stays.
    private void Put(string stockKey, StockHoldRow row)
    {
        var before = holds.GetValueOrDefault((stockKey, row.Attempt));
        CollectionsMarshal.GetValueRefOrAddDefault(promised, stockKey, out _) += Open(row) - Open(before);
        holds[(stockKey, row.Attempt)] = row;
        var open = row.Remaining > 0
            ? new HoldFacts { StockKey = stockKey, Attempt = row.Attempt, Remaining = row.Remaining }
            : null;
        Index(promisesOf, stockKey, row.Attempt, open);
        Index(promisesTo, row.Attempt, stockKey, open);
    }

    private static long Open(StockHoldRow? row) => Math.Max(0, row?.Remaining ?? 0);

    private static void Index(
        Dictionary<string, Dictionary<string, HoldFacts>> index, string key, string other, HoldFacts? open)
    {
        if (!index.TryGetValue(key, out var known))
        {
            if (open is null) return;
            index[key] = known = new(StringComparer.Ordinal);
        }

        if (open is null) known.Remove(other);
        else known[other] = open;
    }
}
