namespace Commerce.Grains.Payments;

/// <summary>What is followed of money that was taken, whoever it is for: it is asked about daily until it settled, and
/// may be disputed at any time (PRM-16, PAY-21): pure.</summary>
/// <param name="TakenAt">When it was taken; null: nothing was.</param>
/// <param name="Settlement">What it became in the shop's balance.</param>
/// <param name="SettledAt">When that was first heard of.</param>
/// <param name="AskAt">When the gateway is asked next whether it settled.</param>
/// <param name="Disputed">Minor units that the customer's bank took back.</param>
/// <param name="DisputedAt">When a dispute was last heard of, or that it is about more.</param>
internal sealed record MoneyTrail(
    DateTimeOffset? TakenAt,
    Settlement? Settlement,
    DateTimeOffset? SettledAt,
    DateTimeOffset? AskAt,
    long Disputed,
    DateTimeOffset? DisputedAt)
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    /// <summary>How it stands after a word from the gateway.</summary>
    /// <param name="isTaken">Whether money was taken by now.</param>
    /// <param name="settlement">What it became, if it settled.</param>
    /// <param name="disputed">How much of it is disputed.</param>
    /// <param name="at">When the gateway said so.</param>
    public MoneyTrail Heard(bool isTaken, Settlement? settlement, long disputed, DateTimeOffset at) => new(
        TakenAt ?? (isTaken ? at : null),
        Settlement ?? settlement,
        SettledAt ?? (settlement is null ? null : at),
        !isTaken || (Settlement ?? settlement) is not null ? null : at + Daily,
        disputed,
        disputed > Disputed ? at : DisputedAt);

    /// <summary>Whether the gateway says something that was not known.</summary>
    /// <param name="settlement">What it became, if it settled.</param>
    /// <param name="disputed">How much of it is disputed.</param>
    public bool IsNews(Settlement? settlement, long disputed) =>
        disputed != Disputed || (Settlement is null && settlement is not null);

    /// <summary>What a person must hear after a word from the gateway: one problem a matter (PRB-06).</summary>
    /// <param name="gatewayId">The gateway's id of the payment.</param>
    /// <param name="payment">Our reference of it.</param>
    /// <param name="settlementTime">After how long money that has not settled is told of.</param>
    /// <param name="at">When the gateway said so.</param>
    public IEnumerable<(string Key, string Text)> Problems(
        string? gatewayId, string payment, TimeSpan settlementTime, DateTimeOffset at)
    {
        if (Settlement is null && TakenAt + settlementTime <= at)
        {
            yield return (
                $"payment/{gatewayId}/unsettled",
                $"The money of {payment} has not reached the balance: ask the gateway.");
        }

        if (Disputed > 0 && DisputedAt == at)
        {
            yield return (
                $"payment/{gatewayId}/disputed",
                $"The customer's bank disputes {Disputed} of {payment}: answer it at the gateway.");
        }
    }
}
