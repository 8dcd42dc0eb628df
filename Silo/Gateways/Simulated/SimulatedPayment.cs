using System.Diagnostics;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Simulated;

/// <summary>One payment as the ledger holds it.</summary>
internal sealed record SimulatedPayment
{
    public required string Id { get; init; }

    public required string Attempt { get; init; }

    public required string RequestKey { get; init; }

    /// <summary>One of <see cref="PaymentStatus"/>.</summary>
    public required string Status { get; init; }

    public long Amount { get; init; }

    public required string Currency { get; init; }

    public long Captured { get; init; }

    public long Refunded { get; init; }

    public bool AddressMatches { get; init; }

    public required string Last4 { get; init; }

    public string? DeclineCode { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>How often somebody was told that it is not decided yet.</summary>
    public long Undecided { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public long CreatedAt { get; init; }

    /// <summary>How much of the captured money is left.</summary>
    public long Rest => Captured - Refunded;

    /// <summary>What the gateway says of it.</summary>
    public PaymentFact Fact() => Status switch
    {
        PaymentStatus.Processing => new PaymentFact.Unknown("processing"),
        PaymentStatus.RequiresAction => new PaymentFact.ActionNeeded(Id, ClientSecret!),
        PaymentStatus.RequiresCapture or PaymentStatus.Succeeded => new PaymentFact.Approved(
            Id, Money(Amount), Money(Captured), Money(Refunded), AddressMatches, Face(), CaptureBefore: null),
        PaymentStatus.Declined => new PaymentFact.Declined(Id, DeclineCode!),
        PaymentStatus.Cancelled => new PaymentFact.Cancelled(Id),
        _ => throw new UnreachableException(Status),
    };

    private Money Money(long amount) => new(amount, Currency);

    private CardFace Face() => new("visa", Last4, 12, ShopClock.FromMilliseconds(CreatedAt).Year + 3);

    /// <summary>Says nothing of the secret.</summary>
    public override string ToString() => $"SimulatedPayment {{ {Id} {Status} }}";
}

/// <summary>What a payment can be.</summary>
internal static class PaymentStatus
{
    public const string Processing = "processing";
    public const string RequiresAction = "requires_action";
    public const string RequiresCapture = "requires_capture";
    public const string Succeeded = "succeeded";
    public const string Declined = "declined";
    public const string Cancelled = "canceled";
}
