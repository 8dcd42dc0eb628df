using Commerce.Grains.Carts;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Certificates;

/// <summary>Serves whoever buys, issues or claims certificates: a stateless worker that owns nothing and may die
/// anywhere.</summary>
[Alias("certificate-desk")]
public interface ICertificateDeskGrain : IGrainWithStringKey
{
    /// <summary>Staff issue one to a customer (GC-11).</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>, <see cref="AccountFull"/>, and those of
    /// <see cref="ICertificateGrain.Issue"/>.</remarks>
    /// <param name="id">Its id.</param>
    /// <param name="gift">To whom, and for how much.</param>
    /// <param name="call">Who asks, and why.</param>
    [Alias("issue")]
    Task<Outcome<CertificateView>> Issue(CertificateId id, StaffGift gift, Call call);

    /// <summary>A customer buys one (GC-04..07).</summary>
    /// <remarks>Refusals: those of <see cref="ICertificateGrain.Purchase"/>.</remarks>
    /// <param name="id">Its id, which follows from the request.</param>
    /// <param name="wish">What is bought, and how it is paid.</param>
    /// <param name="call">Who asks.</param>
    [Alias("buy"), ResponseTimeout("00:01:30")]
    Task<Outcome<CertificateView>> Buy(CertificateId id, PurchaseWish wish, Call call);

    /// <summary>Asks the gateway now what became of its payment.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>, <see cref="PaymentDeclined"/>,
    /// <see cref="PaymentUnavailable"/>.</remarks>
    /// <param name="id">Which.</param>
    /// <param name="buyer">Who bought it.</param>
    /// <param name="call">Who asks.</param>
    [Alias("refresh"), ResponseTimeout("00:01:30")]
    Task<Outcome<CertificateView>> Refresh(CertificateId id, CustomerId buyer, Call call);

    /// <summary>A customer claims one while placing an order (GC-09, GC-10, GC-23).</summary>
    /// <remarks>Refusals: <see cref="SignInRequired"/>, <see cref="ClaimCheckRefused"/>, <see cref="TooManyClaims"/>,
    /// <see cref="CartFrozen"/>, <see cref="CartEnded"/>, <see cref="CartIncomplete"/>,
    /// <see cref="AccountFull"/>.</remarks>
    /// <param name="cart">Their open cart.</param>
    /// <param name="command">Who claims, and what they typed.</param>
    /// <param name="call">Who asks.</param>
    [Alias("claim")]
    Task<Outcome<CertificateView>> Claim(CartId cart, CertificateCommand.Claim command, Call call);

    /// <summary>Everything that a customer owns, soonest expiring first (GC-14, GC-15).</summary>
    /// <param name="customer">Who.</param>
    [Alias("wallet")]
    Task<ImmutableArray<CertificateView>> Wallet(CustomerId customer);
}

/// <summary>What staff issue.</summary>
/// <param name="Owner">To whom.</param>
/// <param name="Amount">How much.</param>
/// <param name="Expires">One of <see cref="ExpiryChoices"/>.</param>
[GenerateSerializer, Immutable, Alias("staff-gift")]
public sealed record StaffGift(CustomerId Owner, Money Amount, string Expires);

/// <summary>What a customer buys.</summary>
/// <param name="Buyer">Who.</param>
/// <param name="Amount">How much.</param>
/// <param name="Letter">For whom.</param>
/// <param name="Method">The gateway's token of a payment method (GC-24: nothing else pays).</param>
/// <param name="ReturnUrl">Where the buyer comes back to after a step of their own.</param>
[GenerateSerializer, Immutable, Alias("certificate-purchase-wish")]
public sealed record PurchaseWish(
    CustomerId Buyer, Money Amount, GiftLetter Letter, string Method, string? ReturnUrl)
{
    /// <summary>Says nothing of the people or the payment.</summary>
    public override string ToString() => "PurchaseWish";
}
