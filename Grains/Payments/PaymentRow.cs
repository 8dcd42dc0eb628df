namespace Commerce.Grains.Payments;

/// <summary>A charge in the read table <c>payments</c>, whoever it is made for (PAY-01).</summary>
/// <param name="Payment">Our reference: <c>order-…/1</c>.</param>
/// <param name="Kind">What for: <c>sale</c>, <c>shipment</c>, <c>certificate</c>.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Amount">How much was asked for, in minor units, like all amounts.</param>
/// <param name="Captured">How much was taken.</param>
/// <param name="Refunded">How much of that was given back.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="GatewayId">The gateway's id, once known.</param>
/// <param name="Brand">The card's brand.</param>
/// <param name="Last4">The card's last four digits.</param>
/// <param name="ConfirmedAt">When it was stored, before it was first sent.</param>
/// <param name="ChangedAt">When its owner last changed.</param>
/// <param name="Number">The number of the transaction, from 4000000.</param>
/// <param name="Released">How much of the promise was set free.</param>
/// <param name="Disputed">How much the customer's bank took back (PAY-21).</param>
/// <param name="MarkedAt">When money was first taken.</param>
/// <param name="SettledAt">When it was heard that the money reached the balance.</param>
/// <param name="Settlement">The gateway's id of that.</param>
/// <param name="DisputedAt">When a dispute was last heard of, or that it is about more.</param>
/// <param name="CaptureBefore">When the promise ends.</param>
/// <param name="LapsedAt">When it was heard that it ended.</param>
/// <param name="Reason">Why it was declined or given up; for staff.</param>
/// <param name="Reportable">Whether reports count it (PAY-03).</param>
/// <param name="Method">The gateway's id of the method, if it is kept (C6).</param>
/// <param name="Moving">Whether the gateway may know more of it already: a charge or a refund is under way.</param>
internal sealed record PaymentRow(
    string Payment,
    string Kind,
    string Status,
    long Amount,
    long Captured,
    long Refunded,
    string Currency,
    string? GatewayId,
    string? Brand,
    string? Last4,
    long ConfirmedAt,
    long ChangedAt,
    long? Number,
    long Released,
    long Disputed,
    long? MarkedAt,
    long? SettledAt,
    string? Settlement,
    long? DisputedAt,
    long? CaptureBefore,
    long? LapsedAt,
    string? Reason,
    bool Reportable,
    string? Method,
    bool Moving);
