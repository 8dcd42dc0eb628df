namespace Commerce.Grains.Numbers;

/// <summary>What people tell apart by its number (GEN-09).</summary>
internal enum NumberKind
{
    /// <summary>From 3000000.</summary>
    Order,

    /// <summary>Gift certificates, from 1000000.</summary>
    Certificate,

    /// <summary>Financial transactions, from 4000000.</summary>
    Transaction,

    /// <summary>From 1.</summary>
    Shipment,

    /// <summary>From 1.</summary>
    Refund,

    /// <summary>From 1.</summary>
    Problem,

    /// <summary>From 1.</summary>
    Issue,

    /// <summary>The shop's own, from 7: those before are the automatic mails'.</summary>
    MailTemplate,
}

/// <summary>Where each kind lives and begins.</summary>
internal static class NumberKinds
{
    private const string Prefix = "numbers-";

    public static string Key(this NumberKind kind) => Prefix + kind.ToString().ToLowerInvariant();

    public static NumberKind OfKey(string key) =>
        Enum.GetValues<NumberKind>().Where(kind => kind.Key() == key)
            .Select(kind => (NumberKind?)kind).SingleOrDefault()
        ?? throw new ArgumentException($"'{key}' names no kind of numbers.", nameof(key));

    public static long Start(this NumberKind kind) => kind switch
    {
        NumberKind.Order => 3_000_000,
        NumberKind.Certificate => 1_000_000,
        NumberKind.Transaction => 4_000_000,
        NumberKind.MailTemplate => 7,
        _ => 1,
    };
}
