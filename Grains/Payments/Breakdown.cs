namespace Commerce.Grains.Payments;

/// <summary>What a gateway that broke down over a request was heard to say of it. The same 5xx twice under one key,
/// within a call or over several: from then on it is not sent again, only read.</summary>
/// <param name="Why">What was heard last: <c>http_500</c>.</param>
/// <param name="TwiceAt">When it was heard twice; null: it was not.</param>
[GenerateSerializer, Immutable, Alias("breakdown")]
public sealed record Breakdown(string Why, DateTimeOffset? TwiceAt)
{
    /// <summary>How it stands after one more call; null: that is nothing new.</summary>
    /// <param name="before">What was heard before; null: nothing.</param>
    /// <param name="heard">What was heard now; null: no breakdown.</param>
    /// <param name="now">The time.</param>
    public static Breakdown? After(Breakdown? before, BreakdownHeard? heard, DateTimeOffset now) =>
        heard is null || before?.TwiceAt is not null
            ? null
            : new(heard.Why, IsTwice(before?.Why, heard) ? now : null);

    /// <summary>Whether the same was heard twice, within the call or in the one before.</summary>
    /// <param name="before">What was heard before.</param>
    /// <param name="heard">What was heard now.</param>
    public static bool IsTwice(string? before, BreakdownHeard? heard) =>
        heard is not null && (heard.Twice || heard.Why == before);
}

/// <summary>That the gateway broke down in a call.</summary>
/// <param name="Why">What was heard last: <c>http_500</c>.</param>
/// <param name="Twice">Whether the call was repeated and heard the same again.</param>
[GenerateSerializer, Immutable, Alias("breakdown-heard")]
public sealed record BreakdownHeard(string Why, bool Twice)
{
    /// <summary>What a fact says of a breakdown; null: there was none.</summary>
    /// <param name="fact">Of a payment.</param>
    public static BreakdownHeard? In(PaymentFact fact) =>
        fact is PaymentFact.Unknown unknown ? In(unknown.Why, unknown.Twice) : null;

    /// <summary>What a fact says of a breakdown; null: there was none.</summary>
    /// <param name="fact">Of a refund.</param>
    public static BreakdownHeard? In(RefundFact fact) =>
        fact is RefundFact.Unknown unknown ? In(unknown.Why, unknown.Twice) : null;

    private static BreakdownHeard? In(string why, bool twice) =>
        why.StartsWith("http_5", StringComparison.Ordinal) ? new(why, twice) : null;
}
