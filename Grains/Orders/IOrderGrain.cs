using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Grains.Stock;

namespace Commerce.Grains.Orders;

/// <summary>One order, keyed by its id; the only judge of its attempts.</summary>
[Alias("order")]
public interface IOrderGrain : IGrainWithStringKey
{
    /// <summary>Takes the attempt's holds over (W2).</summary>
    /// <remarks>Refusals: <see cref="AttemptDead"/>, <see cref="AttemptUnfinished"/> (G1), <see
    /// cref="AlreadyPlaced"/>.</remarks>
    /// <param name="command">Attempt, quote and gateway request.</param>
    /// <param name="call">Who asks.</param>
    [Alias("confirm")]
    Task<Outcome<OrderView>> Confirm(OrderCommand.Confirm command, Call call);

    /// <summary>Learns what the gateway says (W3).</summary>
    /// <remarks>Refusals: <see cref="PaymentDeclined"/>, <see cref="PaymentUnavailable"/>: told, and written
    /// down.</remarks>
    /// <param name="command">Attempt and fact.</param>
    /// <param name="call">Who asks; with the checkout's key, the answer is kept for its repeats.</param>
    [Alias("learn")]
    Task<Outcome<OrderView>> Learn(OrderCommand.Learn command, Call call);

    /// <summary>Says what an attempt is; what it says of a dead or paid one never changes.</summary>
    /// <param name="attempt">Which attempt.</param>
    [Alias("verdict")]
    Task<Verdict> Verdict(AttemptId attempt);

    /// <summary>The shopper gives up. The answer says what must be asked of the gateway next.</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/> when nothing is under way.</remarks>
    /// <param name="call">Who asks.</param>
    [Alias("abandon")]
    Task<Outcome<OrderView>> Abandon(Call call);

    /// <summary>The gateway is going to be told to cancel an attempt's payment: no promise of it is believed from then
    /// on (G4).</summary>
    /// <remarks>Refusals: <see cref="AttemptDead"/>: it is not in doubt, and must not be cancelled.</remarks>
    /// <param name="command">Which payment.</param>
    [Alias("ask-cancel")]
    Task<Outcome<OrderView>> AskCancel(OrderCommand.AskCancel command);

    /// <summary>Records a shipment.</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/>, <see cref="ItemUnknown"/>, <see cref="NothingToShip"/>,
    /// <see cref="OrderShipsWhole"/>, <see cref="InvalidValue"/>.</remarks>
    /// <param name="command">What left, how.</param>
    /// <param name="call">Who asks.</param>
    [Alias("ship")]
    Task<Outcome<OrderView>> Ship(OrderCommand.Ship command, Call call);

    /// <summary>Voids it.</summary>
    /// <remarks>Refusals: <see cref="NotAllowed"/>, <see cref="OrderHasShipped"/>, <see
    /// cref="InvalidValue"/>.</remarks>
    /// <param name="command">Why, and how much of it.</param>
    /// <param name="call">Who asks.</param>
    [Alias("void")]
    Task<Outcome<OrderView>> Void(OrderCommand.VoidOrder command, Call call);

    /// <summary>Learns what became of money that must not stay.</summary>
    /// <param name="command">Attempt and fact.</param>
    [Alias("settle")]
    Task<Outcome<OrderView>> Settle(OrderCommand.Settle command);

    /// <summary>The stock does not know a promise that it made to the order: a problem for a person, once per
    /// SKU.</summary>
    /// <param name="command">Which promise.</param>
    [Alias("report-lost")]
    Task<Outcome<OrderView>> ReportLost(OrderCommand.ReportLost command);

    /// <summary>Its cart lapsed: so does it, if it never was paid.</summary>
    [Alias("lapse")]
    Task<Outcome<OrderView>> Lapse();

    /// <summary>The answer to a checkout that was answered before, if it was; null if not.</summary>
    /// <param name="key">The checkout's key.</param>
    [Alias("recall")]
    Task<Outcome<OrderView>?> Recall(CallKey key);

    /// <summary>Reads it.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/> before its first confirm.</remarks>
    [Alias("view")]
    Task<Outcome<OrderView>> View();

    /// <summary>What is to be asked of the gateway about an attempt: its request, and the payment if it is
    /// known.</summary>
    /// <param name="attempt">Which attempt.</param>
    [Alias("inquiry")]
    Task<Inquiry?> Inquiry(AttemptId attempt);
}

/// <summary>What an attempt is.</summary>
[GenerateSerializer, Alias("verdict")]
public enum Verdict
{
    /// <summary>Confirmed, and nothing is known yet.</summary>
    Alive,

    /// <summary>It paid the order.</summary>
    Paid,

    /// <summary>It will never pay anything.</summary>
    Dead,
}

/// <summary>What asking the gateway about an attempt takes (G3, G4).</summary>
/// <param name="Request">The exact request.</param>
/// <param name="FirstSentAt">When it was stored, just before its first sending.</param>
/// <param name="PaymentId">The gateway's id, once known.</param>
/// <param name="SecretGiven">Whether the shopper's browser can still confirm it.</param>
/// <param name="Purpose">What the answer is for.</param>
[GenerateSerializer, Immutable, Alias("inquiry")]
public sealed record Inquiry(
    AuthorizeRequest Request, DateTimeOffset FirstSentAt, string? PaymentId, bool SecretGiven, InquiryPurpose Purpose)
{
    /// <summary>When the gateway was heard to have broken down over the request twice; from then on it is only
    /// read.</summary>
    [Id(0)]
    public DateTimeOffset? BrokenAt { get; init; }

    /// <summary>When this was said: somebody who waited too long since sends nothing; null: that does not
    /// matter.</summary>
    [Id(1)]
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>The last try to give its money back; null: there was none.</summary>
    [Id(2)]
    public MoneyReturn? Return { get; init; }

    /// <summary>Whether nobody can have sent the request before: then a refusal is the last word.</summary>
    [Id(3)]
    public bool First { get; init; }
}

/// <summary>What asking the gateway is for.</summary>
[GenerateSerializer, Alias("inquiry-purpose")]
public enum InquiryPurpose
{
    /// <summary>Nothing: what became of it is known.</summary>
    None,

    /// <summary>To learn what became of it (G3).</summary>
    Learn,

    /// <summary>To end it unless it was paid: the shopper gave up.</summary>
    Abandon,

    /// <summary>To end it: the time for the shopper's step is over, or it was going to be cancelled before
    /// (G4).</summary>
    EndAction,

    /// <summary>To end it: the order is to be void.</summary>
    Void,

    /// <summary>To take money off it that must not stay (G5).</summary>
    ReturnMoney,
}
