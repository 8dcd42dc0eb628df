using Commerce.Grains.Kernel;

namespace Commerce.Grains.Customers.SignIn;

/// <summary>What the tries of an account can come to.</summary>
internal abstract record GuardState
{
    private GuardState() { }

    /// <summary>Nothing is counted.</summary>
    [Alias("sign-in-guard.quiet")]
    public sealed record Quiet : GuardState;

    /// <summary>So many tries since then.</summary>
    [Alias("sign-in-guard.counting")]
    public sealed record Counting(int Count, DateTimeOffset Until) : GuardState;
}

/// <summary>What the guard of an account may be told.</summary>
internal abstract record GuardCommand
{
    private GuardCommand() { }

    /// <summary>Count one try.</summary>
    public sealed record Try : GuardCommand;

    /// <summary>Forget what was counted.</summary>
    public sealed record Forget : GuardCommand;
}

/// <summary>What can happen at the guard of an account.</summary>
internal abstract record GuardEvent
{
    private GuardEvent() { }

    [Alias("sign-in-guard.tried")]
    public sealed record Tried(int Count, DateTimeOffset Until) : GuardEvent;

    [Alias("sign-in-guard.forgotten")]
    public sealed record Forgotten : GuardEvent;
}

/// <summary>How often one may try to sign in: pure.</summary>
internal static class SignInGuardMachine
{
    public static Decision<GuardEvent> Decide(
        ShopSettings settings, GuardState state, GuardCommand command, DateTimeOffset now) => (state, command) switch
        {
            (GuardState.Counting counting, GuardCommand.Try) when now < counting.Until =>
                counting.Count < settings.SignInTriesMost
                    ? new GuardEvent.Tried(counting.Count + 1, counting.Until)
                    : new TooManySignIns(counting.Until),
            (_, GuardCommand.Try) => new GuardEvent.Tried(1, now + settings.SignInWindow),
            (GuardState.Counting, GuardCommand.Forget) => new GuardEvent.Forgotten(),
            (_, GuardCommand.Forget) => Already.Done,
            _ => NotAllowed.When(state, command),
        };

    public static GuardState Evolve(GuardState state, GuardEvent happened) => happened switch
    {
        GuardEvent.Tried e => new GuardState.Counting(e.Count, e.Until),
        GuardEvent.Forgotten => new GuardState.Quiet(),
        _ => throw new ImpossibleHistoryException(state, happened),
    };
}
