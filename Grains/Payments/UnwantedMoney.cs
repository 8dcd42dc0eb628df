namespace Commerce.Grains.Payments;

/// <summary>Money on a payment where none must stay (G5), whoever it was for.</summary>
/// <param name="Payment">Our reference of the payment; that of a try to give it back begins with it.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Return">The last try to give it back; null: there was none.</param>
/// <param name="Captured">Minor units taken.</param>
/// <param name="Refunded">Minor units given back.</param>
/// <param name="Since">Since when it is to be let go.</param>
/// <param name="Stays">Whether a person was told that the gateway does not let it go (PRB-04).</param>
/// <param name="Reason">Why it is as it is; for staff.</param>
internal sealed record UnwantedMoney(
    string Payment,
    UnwantedStatus Status,
    MoneyReturn? Return,
    long Captured,
    long Refunded,
    DateTimeOffset Since,
    bool Stays,
    string? Reason);

/// <summary>How money that must not stay stands.</summary>
internal enum UnwantedStatus
{
    /// <summary>None was found.</summary>
    None,

    /// <summary>The gateway is being told.</summary>
    Ending,

    /// <summary>It is gone.</summary>
    Ended,

    /// <summary>The gateway would not give it back: it is for a person.</summary>
    ReturnFailed,
}

/// <summary>What happens to money that must not stay.</summary>
internal abstract record MoneyStep
{
    /// <summary>It is being given back, or something was heard of that.</summary>
    public sealed record Moved(MoneyReturn Return) : MoneyStep;

    /// <summary>No try to give it back is left.</summary>
    public sealed record GivenUp(MoneyReturn Last) : MoneyStep;

    /// <summary>None is left.</summary>
    public sealed record Gone(string How, long Refunded) : MoneyStep;

    /// <summary>For long the gateway has not let it go (PRB-04).</summary>
    public sealed record Held(string Why) : MoneyStep;
}
