namespace Commerce.Grains.Kernel;

/// <summary>An amount of money in minor units of one currency (H-09). Mixing currencies is a bug and throws.</summary>
/// <param name="Amount">Minor units: 1999 is 19.99 USD.</param>
/// <param name="Currency">ISO 4217 code.</param>
[GenerateSerializer, Immutable, Alias("money")]
public readonly record struct Money(long Amount, string Currency)
{
    /// <summary>Whether it is more than nothing.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsPositive => Amount > 0;

    /// <summary>Whether it is nothing.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsZero => Amount == 0;

    /// <summary>Nothing, in a currency.</summary>
    /// <param name="currency">ISO 4217 code.</param>
    public static Money Zero(string currency) => new(0, currency);

    /// <summary>Sum of both.</summary>
    public static Money operator +(Money left, Money right) => left with { Amount = left.Amount + right.In(left) };

    /// <summary>Left less right; may be negative.</summary>
    public static Money operator -(Money left, Money right) => left with { Amount = left.Amount - right.In(left) };

    /// <summary>So many times the amount.</summary>
    public static Money operator *(Money one, long times) => one with { Amount = one.Amount * times };

    /// <summary>Whether left is the larger.</summary>
    public static bool operator >(Money left, Money right) => left.Amount > right.In(left);

    /// <summary>Whether left is the smaller.</summary>
    public static bool operator <(Money left, Money right) => left.Amount < right.In(left);

    /// <summary>Whether left is not the smaller.</summary>
    public static bool operator >=(Money left, Money right) => left.Amount >= right.In(left);

    /// <summary>Whether left is not the larger.</summary>
    public static bool operator <=(Money left, Money right) => left.Amount <= right.In(left);

    /// <summary>For people (MON-12): <c>1,019.99 USD</c>.</summary>
    public override string ToString()
    {
        var decimals = Kernel.Currency.Of(Currency).Decimals;
        var scale = (decimal)Math.Pow(10, decimals);
        var digits = (Amount / scale).ToString($"N{decimals}", System.Globalization.CultureInfo.InvariantCulture);
        return $"{digits} {Currency}";
    }

    private long In(Money other) => Currency == other.Currency
        ? Amount
        : throw new InvalidOperationException($"{Currency} and {other.Currency} cannot be mixed.");
}
