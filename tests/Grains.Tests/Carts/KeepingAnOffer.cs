using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using static Commerce.Grains.Carts.CartCommand;
using static Commerce.Grains.Carts.CartEvent;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Carts;

public sealed class KeepingAnOffer
{
    private static readonly OfferCode Spring = new(Atlas.Product, "SPRING");

    [Fact]
    public void Begins_a_cart() =>
        Given.ACart.When(new HoldOffer(0, Spring, [])).Then(new OfferHeld(Spring, [], Noon, Given.Later))
            .When(new AddLine(Atlas, 2)).Then(Given.TwoAtlases);

    [Fact]
    public void Replaces_the_code_of_the_same_product_and_keeps_others()
    {
        OfferCode summer = new(Atlas.Product, "SUMMER"), globe = new(Globe.Product, "SPRING");
        var held = Given.ACart.GivenDone(
            new HoldOffer(0, Spring, []), new HoldOffer(1, globe, []), new HoldOffer(2, summer, []));
        Assert.Equal([globe, summer], CartBlueprint.ContentOf(held.State)!.OffersHeld());
    }

    [Fact]
    public void Gives_lines_their_price_and_makes_the_quote_void()
    {
        var cheaper = Lines((Atlas, 2)).SetItem(0, new(Atlas, 2, new(Dollars(1500), "Spring")));
        var held = Given.ACart.Given(Given.TwoAtlases, Given.ForAda).When(new HoldOffer(2, Spring, cheaper)).Accepted();
        var content = CartBlueprint.ContentOf(held.State)!;
        Assert.Null(content.Quote);
        Assert.Equal(3, content.Revision);
        var line = held.Blueprint.View("", held.State).Lines[0];
        Assert.Equal((Dollars(1500), "Spring", Dollars(3000)), (line.UnitPrice, line.PriceName, line.Total));
    }

    [Fact]
    public void Is_done_before_when_the_code_is_held() =>
        Given.ACart.GivenDone(new HoldOffer(0, Spring, [])).When(new HoldOffer(0, Spring, [])).ThenNothingNew();

    [Fact]
    public void Is_refused_when_the_cart_changed_meanwhile() =>
        Given.ACart.Given(Given.TwoAtlases).When(new HoldOffer(0, Spring, [])).ThenRefused(new CartChanged(1));

    [Fact]
    public void Is_refused_for_what_is_no_code() =>
        Given.ACart.When(new HoldOffer(0, Spring with { Code = new('x', 21) }, [])).ThenRefused<InvalidValue>();

    /// <summary>PRC-09.</summary>
    [Fact]
    public void Follows_the_lines_into_another_cart_once()
    {
        OfferCode summer = new(Atlas.Product, "SUMMER"), globe = new(Globe.Product, "SPRING");
        var priced = Lines((Globe, 1)).SetItem(0, new(Globe, 1, new(Dollars(900), "Spring")));
        TakeLines take = new(CartId.Of("cart-guest"), Given.Ada, priced) { Offers = [globe] };
        var hers = Given.ACart.GivenDone(new Claim(Given.Ada), new HoldOffer(0, summer, []), take);
        Assert.Equal([summer, globe], CartBlueprint.ContentOf(hers.State)!.OffersHeld());
        Assert.Equal(Dollars(900), hers.Blueprint.View("", hers.State).Lines[0].UnitPrice);
        var newest = hers.GivenDone(new HoldOffer(2, globe with { Code = "NEWEST" }, priced));
        newest.When(take).ThenNothingNew();
        Assert.Equal("NEWEST", CartBlueprint.ContentOf(newest.State)!.OffersHeld()[^1].Code);
    }

    [Fact]
    public void Is_given_away_with_the_lines()
    {
        var guests = Given.ACart.Given(Given.TwoAtlases).GivenDone(new HoldOffer(1, Spring, Lines((Atlas, 2))));
        var merged = new MergedInto(CartId.Of("cart-hers"), Given.Ada);
        var told = guests.Given(merged);
        var brought = Assert.IsType<BringLines>(Assert.Single(
            told.Blueprint.Errands(AdasCart.Value, told.State, merged)));
        Assert.Equal([Spring], brought.Offers);
    }

    [Fact]
    public void Lets_the_oldest_go_when_there_are_too_many()
    {
        var many = Given.ACart.GivenDone(Enumerable.Range(0, 101)
            .Select(number => new HoldOffer(number, new(ProductId.Named($"p{number}"), "CODE"), [])));
        var kept = CartBlueprint.ContentOf(many.State)!.OffersHeld();
        Assert.Equal((100, ProductId.Named("p1")), (kept.Length, kept[0].Product));
    }
}
