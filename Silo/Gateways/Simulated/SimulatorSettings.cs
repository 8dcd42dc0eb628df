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
}
