namespace Commerce.Grains.Orders;

// How customers pay the rest of an order anew.
public abstract partial record OrderCommand
{
    /// <summary>The customer is sent a link by which the rest can be paid.</summary>
    /// <param name="Token">Its secret.</param>
    /// <param name="ShipmentId">The shipment whose money was refused (C7); null: staff ask for it.</param>
    [GenerateSerializer, Immutable, Alias("order-command.make-link")]
    public sealed record MakeLink(string Token, string? ShipmentId) : OrderCommand
    {
        /// <summary>The payment by the last link that its customer did not see end; the new link is for another
        /// try.</summary>
        [Id(0)]
        public AttemptId? Failed { get; init; }

        /// <summary>What is to be paid may have changed since the last mail: if it did, the customer is told anew.
        /// </summary>
        [Id(1)]
        public bool Renews { get; init; }

        /// <summary>Leaves the secret out.</summary>
        public override string ToString() => "MakeLink";
    }

    /// <summary>The customer pays the rest with a method of today (ORD-22).</summary>
    /// <param name="Token">The link's secret.</param>
    /// <param name="Method">The gateway's token of a payment method.</param>
    /// <param name="ReturnUrl">Where the customer comes back to after a step of their own.</param>
    /// <param name="Transaction">The number of the transaction.</param>
    [GenerateSerializer, Immutable, Alias("order-command.pay-by-link")]
    public sealed record PayByLink(string Token, string Method, string? ReturnUrl, long Transaction) : OrderCommand
    {
        /// <summary>Leaves the secret out.</summary>
        public override string ToString() => "PayByLink";
    }
}
