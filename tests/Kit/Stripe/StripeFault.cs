namespace Commerce.Kit.Stripe;

/// <summary>What goes wrong with a request.</summary>
internal enum StripeFault
{
    /// <summary>It never arrives, and nobody answers.</summary>
    TimeoutBefore,

    /// <summary>It is done, and nobody answers.</summary>
    TimeoutAfter,

    /// <summary>Stripe breaks down before it does anything.</summary>
    BreakdownBefore,

    /// <summary>Stripe breaks down after it did everything; its key remembers the breakdown.</summary>
    BreakdownAfter,

    /// <summary>Another request under the key is under way.</summary>
    Conflict,

    /// <summary>There are too many requests.</summary>
    TooMany,

    /// <summary>The connection breaks before anything is done.</summary>
    ResetBefore,

    /// <summary>The connection breaks after everything was done.</summary>
    ResetAfter,

    /// <summary>It is done, and the answer is no JSON.</summary>
    Unreadable,
}
