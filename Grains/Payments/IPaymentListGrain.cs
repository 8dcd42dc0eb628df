using Commerce.Grains.Kernel;

namespace Commerce.Grains.Payments;

/// <summary>Lists financial transactions, charges and refunds, from their read tables (PAY-01).</summary>
[Alias("payment-list")]
public interface IPaymentListGrain : IGrainWithStringKey
{
    /// <summary>The transactions that fit, newest first.</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>, <see cref="SortUnknown"/>. Sort names: <c>-made</c> (the list's
    /// own order), <c>made</c>.</remarks>
    /// <param name="filter">Which transactions.</param>
    /// <param name="page">Which page.</param>
    [Alias("list")]
    Task<Outcome<Page<TransactionEntry>>> List(TransactionFilter filter, PageRequest page);

    /// <summary>One transaction, with the calls of the gateway that are remembered of it (PAY-08).</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    /// <param name="number">Its number.</param>
    [Alias("view")]
    Task<Outcome<TransactionView>> View(long number);
}

/// <summary>Which transactions are wanted.</summary>
/// <param name="Kind"><c>charge</c> or <c>refund</c>; null: both.</param>
/// <param name="Status">One status; null: all.</param>
/// <param name="From">Made at this time or later.</param>
/// <param name="To">Made before this time.</param>
/// <param name="Reportable">Only those that reports count, or only the others (PAY-03); null: all.</param>
/// <param name="Number">The one with this number; null: all.</param>
[GenerateSerializer, Immutable, Alias("transaction-filter")]
public sealed record TransactionFilter(
    string? Kind, string? Status, DateTimeOffset? From, DateTimeOffset? To, bool? Reportable, long? Number = null);

/// <summary>A financial transaction (PAY-01).</summary>
/// <param name="Number">Its number, from 4000000; null: it is from before there were any.</param>
/// <param name="Id">Our reference: <c>order-…/1</c>.</param>
/// <param name="Owner">The order or gift certificate.</param>
/// <param name="Kind"><c>charge</c> or <c>refund</c>.</param>
/// <param name="Purpose">Of a charge: <c>sale</c>, <c>shipment</c>, <c>certificate</c>. Of a refund: the charge it is
/// taken off.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Amount">How much.</param>
/// <param name="MadeAt">When it was stored, before it was first sent.</param>
/// <param name="Reportable">Whether reports count it (PAY-03).</param>
[GenerateSerializer, Immutable, Alias("transaction-entry")]
public sealed record TransactionEntry(
    long? Number, string Id, string Owner, string Kind, string Purpose, string Status, Money Amount,
    DateTimeOffset MadeAt, bool Reportable)
{
    /// <summary>How much was taken.</summary>
    [Id(0)]
    public Money? Captured { get; init; }

    /// <summary>How much of it was given back.</summary>
    [Id(1)]
    public Money? Refunded { get; init; }

    /// <summary>How much of a promise was set free.</summary>
    [Id(2)]
    public Money? Released { get; init; }

    /// <summary>How much the customer's bank took back.</summary>
    [Id(3)]
    public Money? Disputed { get; init; }

    /// <summary>The gateway's id, once known.</summary>
    [Id(4)]
    public string? GatewayId { get; init; }

    /// <summary>When money first moved.</summary>
    [Id(5)]
    public DateTimeOffset? MarkedAt { get; init; }

    /// <summary>When it was heard that the money is where it belongs.</summary>
    [Id(6)]
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>When a dispute was last heard of, or that it is about more.</summary>
    [Id(7)]
    public DateTimeOffset? DisputedAt { get; init; }

    /// <summary>When a promise ends.</summary>
    [Id(8)]
    public DateTimeOffset? CaptureBefore { get; init; }

    /// <summary>Why it was declined, given up, or failed.</summary>
    [Id(9)]
    public string? Reason { get; init; }

    /// <summary>The brand of the card, once known.</summary>
    [Id(10)]
    public string? Brand { get; init; }

    /// <summary>The last four digits of the card, once known.</summary>
    [Id(11)]
    public string? Last4 { get; init; }

    /// <summary>Of a charge: the shipments that it paid.</summary>
    [Id(12)]
    public ImmutableArray<string> Shipments { get; init; } = [];

    /// <summary>Of a refund transaction: the refund that it is part of.</summary>
    [Id(13)]
    public string? RefundId { get; init; }
}

/// <summary>A transaction and what was said of it.</summary>
/// <param name="Entry">The transaction.</param>
/// <param name="Calls">The calls of the gateway, oldest first (PAY-08).</param>
[GenerateSerializer, Immutable, Alias("transaction-view")]
public sealed record TransactionView(TransactionEntry Entry, ImmutableArray<GatewayCall> Calls);

/// <summary>One call of the gateway (PAY-08); never a card, never a secret.</summary>
/// <param name="At">When it was made.</param>
/// <param name="Operation"><c>authorize</c>, <c>read</c>, <c>capture</c> …</param>
/// <param name="Subject">The key it was made under, or what was asked about.</param>
/// <param name="Answer">What it came to: <c>approved</c>, <c>declined: lost_card</c>, <c>unknown: timeout</c> …</param>
/// <param name="Amount">How much was asked for.</param>
/// <param name="Milliseconds">How long it took.</param>
[GenerateSerializer, Immutable, Alias("gateway-call")]
public sealed record GatewayCall(
    DateTimeOffset At, string Operation, string Subject, string Answer, Money? Amount, long Milliseconds);
