using Commerce.Simulation.Running;

namespace Commerce.Simulation.World;

/// <summary>What a write comes to.</summary>
internal enum StoreFault
{
    None,
    ThrowsBefore,
    ThrowsAfter,
    Slow,
}

/// <summary>What a call of the gateway comes to.</summary>
internal enum GatewayFault
{
    None,

    /// <summary>The request never arrives.</summary>
    Lost,

    /// <summary>It is done, and nobody hears of it.</summary>
    AnswerLost,

    /// <summary>The request arrives when nobody waits any more.</summary>
    Late,

    /// <summary>The answer takes its time.</summary>
    LateAnswer,

    /// <summary>The request arrives twice.</summary>
    Twice,

    /// <summary>The gateway breaks down before it did anything.</summary>
    BrokenBefore,

    /// <summary>The gateway breaks down when it is done.</summary>
    BrokenAfter,

    /// <summary>Too many requests.</summary>
    Busy,
}

/// <summary>What goes wrong, and how often.</summary>
internal sealed class Weather(Plan plan, Chance chance, Coverage coverage)
{
    private static readonly GatewayFault[] GatewayFaults = Enum.GetValues<GatewayFault>()[1..];
    private const int RareFactor = 8;
    private const int RareMost = 700_000;

    // Asked only after a fault: faults strike there more often, or hardly any would.
    private static readonly HashSet<string> Rare = ["find", "find-refund", "read-refund", "cancel"];
    private static readonly StoreFault[] StoreFaults = Enum.GetValues<StoreFault>()[1..];

    /// <summary>What the gateway is asked for.</summary>
    public static ImmutableArray<string> Operations { get; } =
    [
        "authorize", "read", "find", "cancel", "capture", "refund", "read-refund", "find-refund", "keep-method",
    ];

    /// <summary>From now on nothing goes wrong any more.</summary>
    public bool IsCalm { get; set; }

    public StoreFault OfWrite(string entity)
    {
        var fault = Strikes(plan.StoreFaults) ? chance.Of(StoreFaults) : StoreFault.None;
        if (fault != StoreFault.None) coverage.Count("store", $"{entity} {fault}");
        return fault;
    }

    public bool OfRead(string entity)
    {
        var fails = Strikes(plan.StoreFaults / 4);
        if (fails) coverage.Count("store", $"{entity} Unread");
        return fails;
    }

    public GatewayFault OfCall(string operation)
    {
        var often = Rare.Contains(operation) ? Math.Min(plan.GatewayFaults * RareFactor, RareMost) : plan.GatewayFaults;
        var fault = Strikes(often) ? chance.Of(GatewayFaults) : GatewayFault.None;
        coverage.Count("gateway", $"{operation} {fault}");
        return fault;
    }

    /// <summary>Whether a write is lost whose process died.</summary>
    public bool LosesWrite() => chance.Percent(50);

    public TimeSpan Slowness() => chance.Within(TimeSpan.FromSeconds(45));

    /// <summary>How long a late request is on its way: never so long that 'nothing found' would be believed.</summary>
    public TimeSpan Lateness() => TimeSpan.FromSeconds(21) + chance.Within(TimeSpan.FromMinutes(9));

    public TimeSpan Latency() => chance.Within(TimeSpan.FromMilliseconds(400));

    public TimeSpan SlowAnswer() => chance.Within(TimeSpan.FromSeconds(30));

    public bool Crashes() => Strikes(plan.Crashes);

    public bool LosesActivation() => Strikes(plan.LostActivations);

    public bool DoublesActivation() => Strikes(plan.LostActivations);

    public bool JumpsClock() => Strikes(plan.Jumps);

    public bool Stalls() => Strikes(plan.Jumps / 4);

    public bool MailFails() => Strikes(plan.MailFaults);

    public bool HintFails() => Strikes(plan.HintFaults);

    private bool Strikes(int inAMillion) => !IsCalm && chance.Hits(inAMillion);
}
