namespace Orleans;

/// <summary>Why an activation goes.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason was given.</summary>
    None,

    /// <summary>The host stops.</summary>
    ShuttingDown,

    /// <summary>It could not be activated.</summary>
    ActivationFailed,

    /// <summary>The grain directory failed; never in one process.</summary>
    DirectoryFailure,

    /// <summary>Nobody called it for a while.</summary>
    ActivationIdle,

    /// <summary>It did not answer.</summary>
    ActivationUnresponsive,

    /// <summary>Another one lives; never in one process.</summary>
    DuplicateActivation,

    /// <summary>It could not serve a request; never in one process.</summary>
    IncompatibleRequest,

    /// <summary>A failure showed that what it holds is not true.</summary>
    ApplicationError,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested,

    /// <summary>It moves elsewhere; never in one process.</summary>
    Migrating,

    /// <summary>The engine asked for it.</summary>
    RuntimeRequested,

    /// <summary>Memory is short.</summary>
    HighMemoryPressure,
}

/// <summary>Why an activation goes, in code and words.</summary>
public readonly struct DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
{
    /// <summary>A reason without an exception.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text) : this(code, null, text)
    {
    }

    /// <summary>The words.</summary>
    public string Description => text;

    /// <summary>The code.</summary>
    public DeactivationReasonCode ReasonCode => code;

    /// <summary>What went wrong, if anything did.</summary>
    public Exception? Exception => exception;

    /// <summary>Code and words.</summary>
    public override string ToString() =>
        exception is null ? $"{code}: {text}" : $"{code}: {text}. Exception: {exception}";
}
