using Commerce.Grains.Kernel;

namespace Commerce.Grains.Tests.Kernel;

/// <summary>How gateways count amounts of a currency: one that is counted wrongly is charged a hundredfold.</summary>
public sealed class CountingCurrencies
{
    [Theory]
    [InlineData("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF", 0, 1, 1)]
    [InlineData("ISK UGX", 0, 1, 100)]
    [InlineData("BHD JOD KWD OMR TND", 3, 10, 1)]
    [InlineData("USD EUR GBP HUF TWD CNY INR", 2, 1, 1)]
    public void Knows_how_each_is_counted(string codes, int decimals, int step, int factor) => Assert.All(
        codes.Split(' '),
        code =>
        {
            Assert.Equal(new Currency(code, decimals, step, factor), Currency.Of(code));
            Assert.True(Currency.IsKnown(code));
        });

    /// <summary>Some have decimals that no gateway here counts in; others are none.</summary>
    [Theory]
    [InlineData("LYD")]
    [InlineData("XTS")]
    [InlineData("usd")]
    public void Sells_in_no_other(string code) => Assert.False(Currency.IsKnown(code));
}
