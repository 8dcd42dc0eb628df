using Commerce.Grains.Kernel;

namespace Commerce.Grains.Certificates;

/// <summary>What of a certificate counts, and when: pure.</summary>
internal static class Balance
{
    /// <summary>Until it expires all that is left; after that only what came back since, and only for its time
    /// (GC-14, GC-19).</summary>
    public static Money Usable(
        Money left, DateTimeOffset expiresAt, ImmutableArray<ReturnedMoney> returned, DateTimeOffset now)
    {
        if (now < expiresAt) return left;
        var back = returned.Where(money => now < money.Until)
            .Aggregate(Money.Zero(left.Currency), (sum, money) => sum + money.Amount);
        return back < left ? back : left;
    }

    /// <summary>What is left of returned money after some of it was taken; what ends first goes first.</summary>
    public static ImmutableArray<ReturnedMoney> Less(
        ImmutableArray<ReturnedMoney> returned, Money taken, DateTimeOffset now)
    {
        var rest = ImmutableArray.CreateBuilder<ReturnedMoney>();
        foreach (var money in returned.Where(money => now < money.Until).OrderBy(money => money.Until))
        {
            var part = money.Amount < taken ? money.Amount : taken;
            taken -= part;
            if (money.Amount > part) rest.Add(money with { Amount = money.Amount - part });
        }

        return rest.ToImmutable();
    }
}
