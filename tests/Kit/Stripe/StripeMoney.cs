namespace Commerce.Kit.Stripe;

/// <summary>Which amounts Stripe takes.</summary>
internal static class StripeMoney
{
    private static readonly Dictionary<string, long> Least = new(StringComparer.Ordinal)
    {
        ["usd"] = 50,
        ["aud"] = 50,
        ["brl"] = 50,
        ["cad"] = 50,
        ["chf"] = 50,
        ["eur"] = 50,
        ["gbp"] = 30,
        ["inr"] = 50,
        ["nzd"] = 50,
        ["sgd"] = 50,
        ["jpy"] = 50,
        ["dkk"] = 250,
        ["nok"] = 300,
        ["sek"] = 300,
        ["hkd"] = 400,
        ["mxn"] = 1_000,
    };

    /// <summary>The least that is taken by card.</summary>
    public static long LeastOf(string currency) => Least.GetValueOrDefault(currency, 1);

    /// <summary>Of three decimals the last is 0; of what once had decimals, both are.</summary>
    public static void Check(long amount, string currency, string parameter)
    {
        var step = currency switch
        {
            "kwd" or "bhd" or "jod" or "omr" or "tnd" => 10,
            "isk" or "ugx" => 100,
            _ => 1,
        };
        if (amount % step != 0)
            throw StripeProblem.Invalid("parameter_invalid_integer", $"Invalid amount in {currency}", parameter);
    }
}
