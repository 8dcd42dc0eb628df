using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;

namespace Commerce.Silo.Reconciling;

/// <summary>Compares refunds one by one: those that the shop made or failed with what the gateway says of
/// them.</summary>
internal sealed class RefundBooks(
    IShopBook book, ICardGateway gateway, IEnumerable<IPaymentOwner> owners, ShopSettings shop, TimeProvider clock)
{
    /// <summary>What differs, each told as a problem. Whoever they are for hears of a difference first.</summary>
    /// <param name="known">The shop's refunds.</param>
    /// <param name="listed">What the gateway lists; the others are read.</param>
    /// <returns>What differs; null: of some nothing was heard. The others are told of all the same.</returns>
    public async Task<ImmutableArray<MoneyDifference>?> CompareAll(
        IReadOnlyCollection<KnownRefund> known, IReadOnlyCollection<ListedRefund> listed)
    {
        var isHeard = true;
        var found = ImmutableArray.CreateBuilder<MoneyDifference>();
        foreach (var here in known.Where(RefundComparison.IsComparable))
        {
            var there = await There(here, listed);
            isHeard &= IsHeard(there);
            if (RefundComparison.Of(there, here) is null) continue;
            await Tell(here.Reference, here.PaymentId);
            var again = (await book.RefundsOf([here.PaymentId])).First(one => one.Reference == here.Reference);
            there = await There(again, []);
            isHeard &= IsHeard(there);
            if (RefundComparison.Of(there, again) is not { } difference) continue;
            await book.Report(new(
                $"payment/{difference.PaymentId}/{difference.Kind}", difference.Details, difference.Owner,
                difference.Action));
            found.Add(difference);
        }

        return isHeard ? found.ToImmutable() : null;
    }

    /// <summary>A webhook may have been missed: the owner learns of it now.</summary>
    public async Task Tell(string reference, string paymentId)
    {
        if (owners.FirstOrDefault(owner => owner.Owns(reference)) is { } owner)
            await owner.Heed(new("reconciliation", reference, paymentId, null));
    }

    private static bool IsHeard(RefundFact fact) => fact is not RefundFact.Unknown { Unreadable: false };

    private async Task<RefundFact> There(KnownRefund here, IReadOnlyCollection<ListedRefund> listed)
    {
        if (listed.FirstOrDefault(one => one.RefundId == here.GatewayId) is { } known) return known.Fact;
        using var patience = new CancellationTokenSource(shop.GatewayPatience, clock);
        return here.GatewayId is { } id
            ? await gateway.ReadRefund(id, patience.Token)
            : await gateway.FindRefund(here.PaymentId, here.Reference, patience.Token);
    }
}
