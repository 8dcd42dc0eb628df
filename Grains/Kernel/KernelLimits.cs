namespace Commerce.Grains.Kernel;

/// <summary>Limits that hold for every entity.</summary>
internal static class KernelLimits
{
    /// <summary>Idempotency keys that one entity remembers within 24 hours (H-01).</summary>
    public const int KeysMost = 1_000;

    /// <summary>How long a client's idempotency key is remembered (H-01).</summary>
    public static readonly TimeSpan KeyTime = TimeSpan.FromHours(24);

    /// <summary>What is not answered is sent again after so large a part of the time it has waited .</summary>
    public const int ErrandBackOff = 4;

    /// <summary>But at the latest after this time.</summary>
    public static readonly TimeSpan ErrandRetryMost = TimeSpan.FromMinutes(5);

    /// <summary>Longest entity key in bytes; the databases' columns hold 512 characters.</summary>
    public const int KeyBytesMost = 200;

    /// <summary>After so long without a call an entity leaves memory, and is read again by whoever calls it next. A
    /// cart and its order take about 10 kB, and few are looked at again once they are paid.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(3);
}
