namespace Commerce.Silo.Gateways.Simulated;

/// <summary>How the simulated gateway behaves: configuration section <c>Commerce:Simulator</c>.</summary>
internal sealed record SimulatorSettings
{
    /// <summary>How long a request takes to arrive: nothing of it is in the ledger yet.</summary>
    public TimeSpan DelayBeforeWork { get; init; }

    /// <summary>How long an answer takes to come back: everything of it is in the ledger already.</summary>
    public TimeSpan DelayBeforeAnswer { get; init; }

    /// <summary>How long the gateway knows a key again. After that the same request moves money a second time, as it
    /// would at a real gateway.</summary>
    public TimeSpan KeyTime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long promised money can be taken.</summary>
    public TimeSpan CaptureTime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long captured money is on its way to the shop's balance.</summary>
    public TimeSpan SettlementTime { get; init; }

    /// <summary>How long it takes until a refund that is not settled at once is.</summary>
    public TimeSpan RefundTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Most payments or refunds on one page of a list.</summary>
    public int PageSize { get; init; } = 100;
}
