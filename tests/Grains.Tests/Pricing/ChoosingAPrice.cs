using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Pricing;

public sealed class ChoosingAPrice
{
    private static readonly Sku Blue = new("MUG-blue"), Red = new("MUG-red");
    private static readonly ClassId Students = new("class-students"), Publishers = new("class-publishers");
    private static readonly PriceAsk Anybody = new([], ShowClassNames: true, OfferCode: null, Noon);
    private static readonly PriceAsk Student = Anybody with { Classes = [new(Students, "Student")] };

    [Fact]
    public void Is_the_regular_price_when_there_is_no_other() =>
        Assert.Equal(new(Dollars(1999), "Our Price"), Lowest(Anybody));

    [Theory]
    [InlineData(1998, 1998, "Spring")]
    [InlineData(1999, 1999, "Our Price")]
    [InlineData(2000, 1999, "Our Price")]
    public void Is_replaced_by_a_strictly_lower_one_only(long sale, long paid, string name) =>
        Assert.Equal(new(Dollars(paid), name), Lowest(Anybody, SaleAt(sale)));

    [Theory]
    [InlineData(-1, "Our Price")]
    [InlineData(0, "Spring")]
    [InlineData(3_600_000, "Spring")]
    [InlineData(3_600_001, "Our Price")]
    public void Is_a_sales_from_its_first_moment_to_its_last(long milliseconds, string name)
    {
        var ask = Anybody with { Now = Noon.AddMilliseconds(milliseconds) };
        Assert.Equal(name, Lowest(ask, SaleAt(1500) with { Begins = Noon, Ends = Noon.AddHours(1) }).Name);
    }

    [Theory]
    [InlineData(null, 1999)]
    [InlineData("spring26", 1999)]
    [InlineData("SPRING26 ", 1999)]
    [InlineData("SPRING26", 1400)]
    public void Needs_exactly_the_code_that_a_sale_asks_for(string? held, long paid) => Assert.Equal(
        Dollars(paid), Lowest(Anybody with { OfferCode = held }, SaleAt(1400) with { Code = "SPRING26" }).Amount);

    [Fact]
    public void Is_the_lowest_of_all_four_whichever_it_is()
    {
        Sale open = SaleAt(1700), coded = SaleAt(1600) with { Name = "Loyal", Code = "L" };
        var ask = Student with { OfferCode = "L" };
        Assert.Equal("Loyal", LowestOf(ask, [new(Students, null, Dollars(1800))], open, coded).Name);
        Assert.Equal("Spring", LowestOf(Student, [new(Students, null, Dollars(1800))], open, coded).Name);
        Assert.Equal("Student Price", LowestOf(ask, [new(Students, null, Dollars(1500))], open, coded).Name);
    }

    [Fact]
    public void Belongs_to_the_first_of_equals() =>
        Assert.Equal("Student Price", LowestOf(Student, [new(Students, null, Dollars(1500))], SaleAt(1500)).Name);

    [Fact]
    public void Is_the_best_of_several_classes()
    {
        var ask = Student with { Classes = [new(Students, "Student"), new(Publishers, "Publisher")] };
        var best = LowestOf(ask, [new(Students, null, Dollars(1500)), new(Publishers, null, Dollars(1450))]);
        Assert.Equal(new(Dollars(1450), "Publisher Price"), best);
    }

    [Fact]
    public void Does_not_name_a_class_that_is_not_shown() => Assert.Equal(
        new(Dollars(1500), "Special Price"),
        LowestOf(Student with { ShowClassNames = false }, [new(Students, null, Dollars(1500))]));

    [Fact]
    public void Of_one_variant_is_not_that_of_another()
    {
        var prices = ProductPrices.None with
        {
            Sales = [SaleAt(1000) with { Sku = Red }],
            ClassPrices = [new(Students, Red, Dollars(900))],
        };
        Assert.Equal("Our Price", PriceRules.Lowest(Dollars(1999), Blue, prices, Student).Name);
        Assert.Equal(Dollars(900), PriceRules.Lowest(Dollars(1999), Red, prices, Student).Amount);
    }

    [Fact]
    public void Of_nothing_stays_nothing() =>
        Assert.Equal(new(Dollars(0), "Our Price"), PriceRules.Lowest(
            Dollars(0), Blue, ProductPrices.None with { Sales = [SaleAt(0)] }, Anybody));

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, null, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    [InlineData(false, null, true)]
    [InlineData(false, false, false)]
    public void Of_a_class_is_for_those_whom_staff_let_in(bool approval, bool? approved, bool has) => Assert.Equal(
        has ? [Students] : [],
        PriceRules.ClassesOf(new([new(Students, approved)], TaxExempt: false), approval));

    private static Sale SaleAt(long amount) =>
        new("sale-1", "Spring", null, Dollars(amount), Noon.AddDays(-1), Noon.AddDays(1), null);

    private static PriceChoice Lowest(PriceAsk ask, params ImmutableArray<Sale> sales) => LowestOf(ask, [], sales);

    private static PriceChoice LowestOf(
        PriceAsk ask, ImmutableArray<ClassPrice> classes, params ImmutableArray<Sale> sales) => PriceRules.Lowest(
            Dollars(1999), Blue, ProductPrices.None with { Sales = sales, ClassPrices = classes }, ask);
}
