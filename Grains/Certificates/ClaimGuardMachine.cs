using Commerce.Grains.Kernel;

namespace Commerce.Grains.Certificates;

/// <summary>What the claims of a customer can come to.</summary>
internal abstract record ClaimGuardState
{
    private ClaimGuardState() { }

    /// <summary>Nothing is counted.</summary>
    [Alias("claim-guard.quiet")]
    public sealed record Quiet : ClaimGuardState;

    /// <summary>So many tries since then.</summary>
    [Alias("claim-guard.counting")]
    public sealed record Counting(int Count, DateTimeOffset Until) : ClaimGuardState;
}

/// <summary>What the guard of a customer's claims may be told.</summary>
internal abstract record ClaimGuardCommand
{
    private ClaimGuardCommand() { }

    /// <summary>Count one try.</summary>
    public sealed record Try : ClaimGuardCommand;

    /// <summary>It was wrong.</summary>
    public sealed record Miss(CertificateId? Certificate) : ClaimGuardCommand;

    /// <summary>Forget what was counted.</summary>
    public sealed record Forget : ClaimGuardCommand;
}

/// <summary>What can happen at the guard of a customer's claims.</summary>
internal abstract record ClaimGuardEvent
{
    private ClaimGuardEvent() { }

    [Alias("claim-guard.tried")]
    public sealed record Tried(int Count, DateTimeOffset Until) : ClaimGuardEvent;

    [Alias("claim-guard.missed")]
    public sealed record Missed(DateTimeOffset At, int Count, CertificateId? Certificate) : ClaimGuardEvent;

    [Alias("claim-guard.forgotten")]
    public sealed record Forgotten : ClaimGuardEvent;
}

/// <summary>How often one may try to claim: pure.</summary>
internal static class ClaimGuardMachine
{
    public static Decision<ClaimGuardEvent> Decide(
        ShopSettings settings, ClaimGuardState state, ClaimGuardCommand command, DateTimeOffset now) =>
        (state, command) switch
        {
            (ClaimGuardState.Counting counting, ClaimGuardCommand.Try) when now < counting.Until =>
                counting.Count < settings.SignInTriesMost
                    ? new ClaimGuardEvent.Tried(counting.Count + 1, counting.Until)
                    : new TooManyClaims(counting.Until),
            (_, ClaimGuardCommand.Try) => new ClaimGuardEvent.Tried(1, now + settings.SignInWindow),
            (_, ClaimGuardCommand.Miss miss) => new ClaimGuardEvent.Missed(
                now, state is ClaimGuardState.Counting s ? s.Count : 0, miss.Certificate),
            (ClaimGuardState.Counting, ClaimGuardCommand.Forget) => new ClaimGuardEvent.Forgotten(),
            (_, ClaimGuardCommand.Forget) => Already.Done,
            _ => NotAllowed.When(state, command),
        };

    public static ClaimGuardState Evolve(ClaimGuardState state, ClaimGuardEvent happened) => happened switch
    {
        ClaimGuardEvent.Tried e => new ClaimGuardState.Counting(e.Count, e.Until),
        ClaimGuardEvent.Missed => state,
        ClaimGuardEvent.Forgotten => new ClaimGuardState.Quiet(),
        _ => throw new ImpossibleHistoryException(state, happened),
    };

    /// <summary>What a person must hear of a wrong claim; the network address stands in the guard's history, beside
    /// the event, which staff read as the customer's claims (GC-10).</summary>
    public static ImmutableArray<Problem> ProblemsOf(string key, ClaimGuardEvent happened) =>
        happened is not ClaimGuardEvent.Missed missed ? [] :
        [
            new(
                $"{key}/{missed.At.ToUnixTimeMilliseconds()}/{missed.Count}",
                missed.Certificate is { } certificate
                    ? $"{CustomerOf(key)} gave a claim check with the number of {certificate} that does not open it "
                        + $"for them: it is wrong, or the certificate is another's. {WhereOf(key)}"
                    : $"{CustomerOf(key)} gave a claim check that is none. {WhereOf(key)}",
                missed.Certificate?.Value),
        ];

    private static string WhereOf(string key) => $"From where: /v1/admin/customers/{CustomerOf(key)}/claims.";

    private static string CustomerOf(string key) => key[ClaimGuardGrain.Prefix.Length..];
}
