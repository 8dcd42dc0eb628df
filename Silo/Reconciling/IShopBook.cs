using Commerce.Silo.Storage;

namespace Commerce.Silo.Reconciling;

/// <summary>The shop's book of payments, how far it was compared, and what differs.</summary>
internal interface IShopBook
{
    /// <summary>Until when everything was compared; at first, when the first payment was made.</summary>
    Task<DateTimeOffset?> Cursor();

    /// <summary>Everything until then is compared.</summary>
    Task Save(DateTimeOffset cursor);

    /// <summary>What the book has of these: by the gateway's ids, and by our references.</summary>
    Task<KnownPayments> Of(IReadOnlyCollection<string> ids, IReadOnlyCollection<string> references);

    /// <summary>The payments of a span that the gateway must know.</summary>
    Task<List<KnownPayment>> Between(DateTimeOffset from, DateTimeOffset to);

    /// <summary>The refunds of some payments of the gateway.</summary>
    Task<List<KnownRefund>> RefundsOf(IReadOnlyCollection<string> payments);

    /// <summary>The refunds of a span.</summary>
    Task<List<KnownRefund>> RefundsBetween(DateTimeOffset from, DateTimeOffset to);

    /// <summary>Has a person look at it.</summary>
    Task Report(FoundProblem problem);
}

/// <summary>What the book has of some payments of the gateway.</summary>
internal sealed class KnownPayments(List<KnownPayment> byId, List<KnownPayment> byReference)
{
    /// <summary>The one that a payment of the gateway is here.</summary>
    public KnownPayment? Of(GatewayPayment there) =>
        byId.FirstOrDefault(known => known.GatewayId == there.PaymentId)
        ?? byReference.FirstOrDefault(known => known.Payment == there.Reference);
}
