using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Checkout;

/// <summary>Holds the certificates of a frozen quote for its attempt, and lets them go.</summary>
internal sealed class CertificateHolds(IGrainFactory grains)
{
    /// <summary>Holds them in the order of the quote, each at most what is still owed of what they were to pay
    /// together; answers the quote with what they gave. A repeat is answered alike.</summary>
    public async Task<(Quote Quote, Refusal? Why)> Take(CartBasis cart, DateTimeOffset until)
    {
        var quote = cart.Quote!;
        var owed = quote.Totals.Certificates;
        var shares = ImmutableArray.CreateBuilder<CertificateShare>();
        foreach (var share in quote.Shares())
        {
            if (!owed.IsPositive) break;
            var hold = new CertificateCommand.Hold(cart.Attempt!.Value, cart.Customer!.Value, owed, until);
            switch (await Certificate(share).Hold(hold))
            {
                case Outcome<Money>.Done(var taken, _):
                    if (taken.IsPositive) shares.Add(share with { Amount = taken });
                    owed -= taken;
                    break;
                case Outcome<Money>.Refused { Why: not NotFound } refused:
                    return (quote, refused.Why);
            }
        }

        return (CertificatePlan.Paying(quote, shares.ToImmutable()), null);
    }

    /// <summary>Lets all of them go; the attempt is dead.</summary>
    public async Task Release(AttemptId attempt, Quote? quote)
    {
        foreach (var share in quote?.Shares() ?? []) await Certificate(share).Release(attempt);
    }

    private ICertificateGrain Certificate(CertificateShare share) =>
        grains.GetGrain<ICertificateGrain>(share.Certificate);
}
