namespace Commerce.Simulation.World;

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

    /// <summary>Too many requests (429).</summary>
    Busy,

    /// <summary>The key is in use (409).</summary>
    KeyInUse,

    /// <summary>The shop's process dies before the request arrives.</summary>
    CrashBefore,

    /// <summary>The shop's process dies when it is done.</summary>
    CrashAfter,

    /// <summary>The gateway says no.</summary>
    Declined,
}

/// <summary>What the gateway is asked for, as in <c>docs/faults.md</c>, and what can go wrong there.</summary>
internal static class GatewaySteps
{
    public const string Authorize = "authorize";
    public const string Refresh = "refresh";
    public const string Charge = "charge";
    public const string Capture = "capture";
    public const string Cancel = "cancel";
    public const string Refund = "refund";
    public const string Read = "read";
    public const string ReadRefund = "read-refund";
    public const string List = "list";
    public const string ListRefunds = "list-refunds";
    public const string Compare = "compare";
    public const string CompareRefunds = "compare-refunds";
    public const string KeepMethod = "keep-method";
    public const string ForgetMethod = "forget-method";

    private static readonly ImmutableArray<string> Declining = [Authorize, Refresh, Charge, Capture, Refund];
    private static readonly ImmutableArray<string> Keyless =
        [Read, ReadRefund, List, ListRefunds, Compare, CompareRefunds];

    // Faults strike where little is asked for more often, or hardly any would.
    private static readonly ImmutableDictionary<string, int> Factors = new Dictionary<string, int>
    {
        [Authorize] = 2,
        [Refresh] = 4,
        [Charge] = 6,
        [Capture] = 2,
        [Cancel] = 6,
        [Refund] = 6,
        [ReadRefund] = 5,
        [List] = 8,
        [ListRefunds] = 16,
        [Compare] = 4,
        [CompareRefunds] = 9,
        [KeepMethod] = 4,
        [ForgetMethod] = 3,
    }.ToImmutableDictionary();

    public static ImmutableArray<string> All { get; } =
    [
        Authorize, Refresh, Charge, Capture, Cancel, Refund, Read, ReadRefund, List, ListRefunds, Compare,
        CompareRefunds, KeepMethod, ForgetMethod,
    ];

    /// <summary>Nobody's bank is asked to cancel or to read, and what has no key has none in use.</summary>
    public static IEnumerable<GatewayFault> FaultsOf(string step) => Enum.GetValues<GatewayFault>().Where(fault =>
        fault switch
        {
            GatewayFault.None => false,
            GatewayFault.Declined => Declining.Contains(step),
            GatewayFault.KeyInUse => !Keyless.Contains(step),
            _ => true,
        });

    /// <summary>How often something goes wrong there, times in a million, when it does so often elsewhere.</summary>
    public static int Often(string step, int elsewhere) =>
        Math.Min(elsewhere * Factors.GetValueOrDefault(step, 1), Math.Max(elsewhere, 700_000));
}
