using Commerce.Kit;
using Orleans.Runtime;

namespace Commerce.Grains.Tests.Faults;

/// <summary>One cell of the table in docs/faults.md.</summary>
/// <param name="Row">What the gateway is asked for.</param>
/// <param name="Column">What becomes of it.</param>
/// <param name="Said">What the document says of it.</param>
internal sealed record FaultCell(string Row, string Column, string Said)
{
    public static readonly string[] Rows =
    [
        "authorise", "refresh", "capture", "off-session charge", "cancel", "refund", "read", "list", "link",
        "certificate", "certificate list", "certificate capture", "certificate read", "certificate cancel",
    ];

    public static readonly string[] Columns =
    [
        "declined", "time-out before", "time-out after", "500 before", "500 after", "409", "429", "crash before",
        "crash after",
    ];

    public static string Document => Repository.At("docs", "faults.md");

    /// <summary>Every cell that the document has.</summary>
    public static IReadOnlyList<FaultCell> InDocument { get; } = [.. Read()];

    public string Name => $"{Row} × {Column}";

    private static IEnumerable<FaultCell> Read()
    {
        string[]? columns = null;
        foreach (var line in File.ReadLines(Document).Where(line => line.StartsWith('|')))
        {
            var cells = line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray();
            if (cells[0].Length == 0) columns = cells;
            else if (columns is not null && cells.Length == columns.Length && Rows.Contains(cells[0]))
                for (var place = 1; place < cells.Length; place++)
                    yield return new(cells[0], columns[place], cells[place]);
        }
    }
}

/// <summary>Strikes calls of the gateway one after the other, each once.</summary>
internal sealed class Strikes(params (string Call, string Column)[] strikes) : IFaultPlan
{
    private readonly Queue<(string Call, string Column)> open = new(strikes);

    public bool AreOver => open.Count == 0;

    public Fault OfWrite(string name, GrainId grain) => Fault.None;

    public Fault OfCall(string name) => Next(name, "crash") switch
    {
        "crash before" => Fault.HangsBefore,
        "crash after" => Fault.HangsAfter,
        _ => Fault.None,
    };

    public Silence OfAnswer(string name) => Next(name, "") switch
    {
        "time-out before" => Silence.TimeoutBefore,
        "time-out after" => Silence.TimeoutAfter,
        "500 before" => Silence.BreakdownBefore,
        "500 after" => Silence.BreakdownAfter,
        "409" => Silence.KeyInUse,
        "429" => Silence.TooMany,
        _ => Silence.None,
    };

    public bool Declines(string name) => Next(name, "declined") is "declined";

    // Each kind of question takes its own strikes only.
    private string? Next(string name, string kind)
    {
        if (!open.TryPeek(out var next) || next.Call != name) return null;
        var isOther = next.Column.StartsWith("crash", StringComparison.Ordinal) || next.Column == "declined";
        if (kind.Length == 0 ? isOther : !next.Column.StartsWith(kind, StringComparison.Ordinal)) return null;
        return open.Dequeue().Column;
    }
}
