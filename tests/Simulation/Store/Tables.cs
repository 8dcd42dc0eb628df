using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;
using Commerce.Simulation.World;

namespace Commerce.Simulation.Store;

/// <summary>What the database's triggers copy out of each write, as far as the shop or the audit reads it.</summary>
internal sealed class Tables(Func<DateTimeOffset> shown, Weather weather)
{
    private readonly Dictionary<(string StockKey, string Attempt), StockHoldRow> holds = [];
    private readonly Dictionary<string, HashSet<string>> holdsByStock = [];
    private readonly Dictionary<string, HashSet<string>> holdsByAttempt = [];
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
        if (write.Changes is { } changes && changes.Tables.TryGetValue("stock_holds", out var set))
            foreach (StockHoldRow row in set) Put(write.Id, row);
    }

    public StockHoldRow? Hold(string stockKey, string attempt) => holds.GetValueOrDefault((stockKey, attempt));

    /// <summary>The promises of one stock item.</summary>
    public IEnumerable<StockHoldRow> HoldsOf(string stockKey) =>
        holdsByStock.GetValueOrDefault(stockKey)?.Select(attempt => holds[(stockKey, attempt)]) ?? [];

    /// <summary>The promises to one attempt.</summary>
    public IEnumerable<(string StockKey, StockHoldRow Row)> HoldsFor(AttemptId attempt) =>
        holdsByAttempt.GetValueOrDefault(attempt.Value)?.Select(key => (key, holds[(key, attempt.Value)])) ?? [];

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
        holds[(stockKey, row.Attempt)] = row;
        Index(holdsByStock, stockKey, row.Attempt, row.Remaining > 0);
        Index(holdsByAttempt, row.Attempt, stockKey, row.Remaining > 0);
    }

    private static void Index(Dictionary<string, HashSet<string>> index, string key, string value, bool isOpen)
    {
        if (isOpen)
        {
            if (!index.TryGetValue(key, out var values)) index[key] = values = [];
            values.Add(value);
        }
        else if (index.TryGetValue(key, out var values))
        {
            values.Remove(value);
        }
    }
}
