using System.Globalization;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Tests.Kernel;

public sealed class RoundingAmounts
{
    [Theory]
    [InlineData("164.9175", "USD", 165)]
    [InlineData("164.5", "USD", 165)]
    [InlineData("164.4999999", "USD", 164)]
    [InlineData("-164.5", "USD", -165)]
    [InlineData("2.5", "USD", 3)]
    [InlineData("3.5", "USD", 4)]
    [InlineData("0.5", "JPY", 1)]
    [InlineData("0.49", "JPY", 0)]
    [InlineData("104.5", "KRW", 105)]
    [InlineData("0", "EUR", 0)]
    public void Takes_the_nearest_minor_unit_and_half_away_from_zero(string exact, string code, long rounded) =>
        Assert.Equal(new Money(rounded, code), Rounding.Of(Exact(exact), Currency.Of(code)));

    [Theory]
    [InlineData("1234.9", "KWD", 1230)]
    [InlineData("1235", "KWD", 1240)]
    [InlineData("1234.999", "BHD", 1230)]
    [InlineData("-1235", "OMR", -1240)]
    [InlineData("4.99", "TND", 0)]
    [InlineData("5", "JOD", 10)]
    public void Goes_to_a_multiple_of_the_currencys_step(string exact, string code, long rounded) =>
        Assert.Equal(new Money(rounded, code), Rounding.Of(Exact(exact), Currency.Of(code)));

    [Theory]
    [InlineData(400, 1999, "20.01")]
    [InlineData(1, 3, "33.33")]
    [InlineData(2, 3, "66.67")]
    [InlineData(1, 8, "12.5")]
    [InlineData(1, 20_000, "0.01")]
    [InlineData(5, 5, "100")]
    [InlineData(0, 0, "0")]
    public void Says_a_share_in_percent_to_two_places(long part, long whole, string percent) => Assert.Equal(
        Exact(percent), Rounding.Percent(new(part, "USD"), new(whole, "USD")));

    [Fact]
    public void Refuses_what_no_amount_can_hold() =>
        Assert.Throws<OverflowException>(() => Rounding.Of(decimal.MaxValue, Currency.Of("USD")));

    private static decimal Exact(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
