namespace Commerce.Grains.Payments;

/// <summary>What is believed of a payment in doubt that the gateway may have been told to cancel (G4): pure. Whoever
/// tells it has that stored first, and is refused once the payment counts.</summary>
internal static class CancelledPayment
{
    private static readonly PaymentFact StillOpen = new PaymentFact.Unknown("still open");

    /// <summary>What a fact says of it: a promise or a step may have been seen before it was cancelled, and says
    /// nothing. What was taken cannot be cancelled, and a decline is told only once it cannot be taken back.</summary>
    /// <param name="fact">What was heard.</param>
    /// <param name="cancelAskedAt">When the gateway was first to be told to cancel it; null: never.</param>
    public static PaymentFact Believed(PaymentFact fact, DateTimeOffset? cancelAskedAt) =>
        cancelAskedAt is not null && fact is PaymentFact.ActionNeeded or PaymentFact.Approved { IsOnlyPromised: true }
            ? StillOpen
            : fact;
}
