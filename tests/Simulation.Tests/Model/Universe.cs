using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Stock;

namespace Commerce.Simulation.Tests.Model;

/// <summary>Everything that one cart, its order, a stock item, a certificate and the gateway can be at one
/// moment.</summary>
internal sealed record Universe(
    Memory Memory,
    Scope Scope,
    CartState Cart,
    OrderState Order,
    CertificateState Certificate,
    StockState Stock,
    ImmutableArray<Attempt> Attempts,
    ImmutableArray<Errand> Told,
    bool CartLapsed)
{
    /// <summary>Two that are the same have the same place.</summary>
    public Place Key => new(
        Memory.NumberOf(Memory.Same(Cart)),
        Memory.NumberOf(Memory.Same(Order)),
        Memory.NumberOf(Memory.Same(Certificate)),
        Memory.NumberOf(Memory.Same(Stock)),
        Attempts.Length > 0 ? Memory.NumberOf(Attempts[0]) : -1,
        Attempts.Length > 1 ? Memory.NumberOf(Attempts[1]) : -1,
        Memory.SetOf(Told),
        CartLapsed);

    public Universe With(int number, Func<Attempt, Attempt> change) =>
        this with { Attempts = Attempts.SetItem(number - 1, Memory.Same(change(Attempts[number - 1]))) };
}

/// <summary>How much is tried at once: everything together has more states than a test can visit.</summary>
/// <param name="Attempts">How often paying is begun.</param>
/// <param name="Certificate">Whether a certificate pays a part.</param>
/// <param name="Steps">Whether a shopper takes a step of their own (3-D Secure), and staff void.</param>
/// <param name="Lapses">Whether the cart lapses.</param>
public sealed record Scope(int Attempts, bool Certificate, bool Steps, bool Lapses);

/// <summary>What is known of one attempt outside of the order.</summary>
/// <param name="StockHeld">The runner was told that the stock holds.</param>
/// <param name="CertificateHeld">The runner was told what the certificate holds.</param>
/// <param name="KnownDead">Somebody was told that it is dead.</param>
/// <param name="Truth">What the gateway's payment is; null: no request arrived.</param>
/// <param name="Facts">Everything that the gateway ever could have said: each may arrive late, twice and out of order
/// .</param>
/// <param name="Row">The stock's child row.</param>
internal sealed record Attempt(
    bool StockHeld = false,
    bool CertificateHeld = false,
    bool KnownDead = false,
    PaymentFact? Truth = null,
    ImmutableArray<PaymentFact>? Facts = null,
    Kept? Row = null)
{
    /// <summary>The same once the gateway's payment has become something.</summary>
    public Attempt Became(PaymentFact fact) => this with { Truth = fact, Facts = (Facts ?? []).Add(fact) };
}
