using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Pricing;

public sealed class TakingTax
{
    private static readonly Currency Usd = Currency.Of("USD");
    private static readonly TaxRule California = new("US", "CA", 0.0825m, TaxesShipping: true);
    private static readonly TaxRule Massachusetts = new("US", "MA", 0.0625m, TaxesShipping: false);
    private static readonly TaxRule Germany = new("DE", null, 0.19m, TaxesShipping: true);
    private static readonly TaxPlace Shop = new("US", "MA");

    [Theory]
    [InlineData("US", "CA", "0.0825")]
    [InlineData("us", " ca ", "0.0825")]
    [InlineData("US", "NY", null)]
    [InlineData("US", null, null)]
    [InlineData("CA", "CA", null)]
    [InlineData("DE", null, "0.19")]
    [InlineData("DE", "BY", "0.19")]
    public void Goes_by_country_and_region(string country, string? region, string? rate) => Assert.Equal(
        rate, TaxRules.Of([California, Massachusetts, Germany], new(country, region), exempt: false)?.Rate.ToString(
            System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Spares_who_is_exempt() => Assert.Null(TaxRules.Of([California], new("US", "CA"), exempt: true));

    [Fact]
    public void Takes_nothing_where_nobody_knows_where() =>
        Assert.Null(TaxRules.Of([California, Germany], null, exempt: false));

    [Theory]
    [InlineData("standard", true, "US", "CA")]
    [InlineData("express", true, "US", "CA")]
    [InlineData("pickup", true, "US", "MA")]
    [InlineData("none", true, "US", "CA")]
    [InlineData("none", false, null, null)]
    public void Goes_by_the_destination(string method, bool address, string? country, string? region)
    {
        var home = new Address("Ada", "1 Row", null, "Town", "CA", null, "US", null);
        var place = TaxRules.Destination(new("ada@example.com", address ? home : null, method), Shop);
        Assert.Equal((country, region), (place?.Country, place?.Region));
    }

    [Theory]
    [InlineData(1999, 165)]
    [InlineData(6, 0)]
    [InlineData(7, 1)]
    [InlineData(200, 17)]
    public void Is_rounded_once_for_a_price(long price, long tax) =>
        Assert.Equal(Dollars(tax), TaxRules.OnPrice(Dollars(price), California, Usd));

    [Fact]
    public void Spares_shipping_where_the_region_does()
    {
        Assert.Equal(Dollars(41), TaxRules.OnShipping(Dollars(500), California, Usd));
        Assert.Equal(Dollars(0), TaxRules.OnShipping(Dollars(500), Massachusetts, Usd));
        Assert.Equal(Dollars(0), TaxRules.OnShipping(Dollars(500), null, Usd));
    }
}
