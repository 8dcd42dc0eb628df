namespace Commerce.Kit;

/// <summary>What becomes of a call's answer.</summary>
internal enum Silence
{
    /// <summary>It is heard.</summary>
    None,

    /// <summary>The call did not arrive.</summary>
    TimeoutBefore,

    /// <summary>It did its work, and its answer was lost.</summary>
    TimeoutAfter,

    /// <summary>500, and nothing was done.</summary>
    BreakdownBefore,

    /// <summary>500, and it was done.</summary>
    BreakdownAfter,

    /// <summary>409: its key is in use.</summary>
    KeyInUse,

    /// <summary>429: too many calls.</summary>
    TooMany,
}
