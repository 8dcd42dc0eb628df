using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using static Commerce.Grains.Tests.Products.TheProduct;

namespace Commerce.Grains.Tests.Products;

public sealed class RepricingAProduct
{
    private static readonly ClassId Students = new("class-students");

    private static readonly Sale Spring =
        new("sale-1", "Spring", null, new(1_000, "USD"), Now.AddDays(-1), Now.AddDays(1), "SPRING26");

    [Fact]
    public void Adds_a_sale_once()
    {
        var after = Given(Created(Mug)).When(Add(Spring)).Then(Done(new PriceChange.AddSale(Spring)));
        after.When(Add(Spring)).ThenNothingNew();
        after.When(Add(Spring with { Name = "Summer" })).ThenRefused<NotAllowed>();
    }

    [Fact]
    public void Changes_a_sale_and_ends_it_now()
    {
        var later = Spring with { Name = "Late spring", Ends = Now.AddDays(9) };
        var ended = Given(Created(Mug), Done(new PriceChange.AddSale(Spring)))
            .When(Tell(new PriceChange.ChangeSale(later))).Then(Done(new PriceChange.ChangeSale(later)))
            .When(Tell(new PriceChange.ExpireSale("sale-1"))).Then(Done(new PriceChange.ExpireSale("sale-1")));
        ended.When(Tell(new PriceChange.ExpireSale("sale-1"))).ThenNothingNew();
        var sale = Assert.Single(Assert.IsType<ProductState.Listed>(ended.State).Prices!.Sales);
        Assert.Equal(later with { Ends = Now }, sale);
        Assert.False(sale.IsCurrent(Now.AddMilliseconds(1)));
    }

    [Fact]
    public void Sets_and_takes_away_what_a_class_pays()
    {
        ClassPrice price = new(Students, new Sku("mug-RED"), new(900, "USD"));
        var set = Given(Created(Mug)).When(Tell(new PriceChange.SetClass(Students, [price]))).Accepted();
        Assert.Equal([price], Assert.IsType<ProductState.Listed>(set.State).Prices!.ClassPrices);
        var none = set.When(Tell(new PriceChange.SetClass(Students, []))).Accepted();
        Assert.Empty(Assert.IsType<ProductState.Listed>(none.State).Prices!.ClassPrices);
    }

    [Fact]
    public void Keeps_its_prices_when_something_else_is_said_of_it()
    {
        var changed = Given(Created(Mug), Done(new PriceChange.AddSale(Spring)))
            .When(Change(Mug with { Name = "Cup" })).Accepted();
        Assert.Equal([Spring], Assert.IsType<ProductState.Listed>(changed.State).Prices!.Sales);
    }

    [Theory]
    [InlineData("/name", "", "USD", 1_000, 1)]
    [InlineData("/name", "a name of more than thirty chars", "USD", 1_000, 1)]
    [InlineData("/amount", "Spring", "EUR", 1_000, 1)]
    [InlineData("/amount", "Spring", "USD", 1_200, 1)]
    [InlineData("/ends", "Spring", "USD", 1_000, -1)]
    public void Refuses_a_sale_that_is_none(string param, string name, string currency, long amount, int days)
    {
        var sale = Spring with
        {
            Name = name,
            Amount = new(amount, currency),
            Begins = Now,
            Ends = Now.AddDays(days),
        };
        Assert.Equal(param, Given(Created(Mug)).When(Add(sale)).ThenRefused<InvalidValue>().Param);
    }

    [Fact]
    public void Refuses_codes_and_variants_that_are_none()
    {
        Assert.Equal("/code", Refused(Spring with { Code = "" }));
        Assert.Equal("/code", Refused(Spring with { Code = "A B" }));
        Assert.Equal("/code", Refused(Spring with { Code = new('x', 21) }));
        Assert.Equal("/sku", Refused(Spring with { Sku = new Sku("CUP") }));
        Given(Created(Mug)).When(Tell(new PriceChange.ChangeSale(Spring))).ThenRefused<NotFound>();
        Given(Created(Mug)).When(Tell(new PriceChange.ExpireSale("sale-1"))).ThenRefused<NotFound>();
    }

    [Fact]
    public void Refuses_class_prices_that_stand_twice()
    {
        ClassPrice price = new(Students, null, new(900, "USD"));
        var wrong = Given(Created(Mug)).When(Tell(new PriceChange.SetClass(Students, [price, price])))
            .ThenRefused<InvalidValue>();
        Assert.Equal("/prices/1/sku", wrong.Param);
    }

    private static string? Refused(Sale sale) => Given(Created(Mug)).When(Add(sale)).ThenRefused<InvalidValue>().Param;

    private static ProductCommand.Reprice Add(Sale sale) => Tell(new PriceChange.AddSale(sale));

    private static ProductCommand.Reprice Tell(PriceChange change) => new(change);

    private static ProductEvent.Repriced Done(PriceChange change) => new(Now, change);
}
