using Commerce.Grains.Kernel;

namespace Commerce.Grains.Payments;

/// <summary>Compares the shop's books with the gateway's, every hour and on demand .</summary>
[Alias("reconciler")]
public interface IReconcilerGrain : IGrainWithStringKey, IRemindable
{
    /// <summary>The key of the only one.</summary>
    const string Only = "reconciler";

    /// <summary>From now on it is done every hour.</summary>
    [Alias("wake")]
    Task Wake();

    /// <summary>Compares what is due, or one payment alone, now. Each difference is a problem.</summary>
    /// <remarks>Refusals: <see cref="GatewayUnreachable"/>.</remarks>
    /// <param name="paymentId">The gateway's id of a payment; null: all since the last time.</param>
    [Alias("run"), ResponseTimeout("00:10:00")]
    Task<Outcome<Reconciled>> Run(string? paymentId);
}

/// <summary>What was compared.</summary>
/// <param name="From">Start of the span, if it was a span.</param>
/// <param name="To">End of the span.</param>
/// <param name="Payments">Payments of the gateway that were looked at.</param>
/// <param name="Refunds">Refunds of the gateway that were looked at.</param>
/// <param name="Differences">What differs.</param>
[GenerateSerializer, Immutable, Alias("reconciled")]
public sealed record Reconciled(
    DateTimeOffset? From, DateTimeOffset? To, int Payments, int Refunds, ImmutableArray<MoneyDifference> Differences);

/// <summary>What the shop's books and the gateway's say differently of one payment.</summary>
/// <param name="PaymentId">The gateway's id.</param>
/// <param name="Kind"><c>unknown-here</c>, <c>unknown-there</c>, <c>differs</c> or
/// <c>unreadable</c>; of a refund <c>refund-unknown-there</c> or <c>refund-differs</c>.</param>
/// <param name="Owner">The order or certificate it is for, if one is known.</param>
/// <param name="Details">What each says.</param>
/// <param name="Action">The call that settles it.</param>
[GenerateSerializer, Immutable, Alias("money-difference")]
public sealed record MoneyDifference(string PaymentId, string Kind, string? Owner, string Details, string Action);

/// <summary>The gateway does not answer.</summary>
[GenerateSerializer, Immutable, Alias("refusal.gateway-unreachable")]
public sealed record GatewayUnreachable() : Refusal(
    RefusalKind.Unavailable, "The gateway did not answer; what was compared until then stays compared.");
