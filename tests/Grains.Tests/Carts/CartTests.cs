using Commerce.Grains.Carts;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Kit;
using static Commerce.Grains.Carts.CartCommand;
using static Commerce.Grains.Carts.CartEvent;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Carts;

/// <summary>States and commands by which carts are tried.</summary>
internal static class Given
{
    public static readonly CustomerId Ada = CustomerId.Of("customer-ada");

    public static readonly DateTimeOffset Later = Noon + Shop.CartDuration;

    public static Spec<CartState, CartCommand, CartEvent, CartView> ACart =>
        Spec.Of(CartBlueprint.Of(AdasCart, Shop), Noon);

    public static readonly OfferCode Spring = new(Atlas.Product, "SPRING");

    public static LineAdded TwoAtlases => new("line-1", Atlas, 2, Noon, Later);

    public static Quoted ForAda => new(ToAda, Lines((Atlas, 2)), QuoteOf((Atlas, 2)), Noon);

    public static PaymentBegun Paying => new(FirstTry, QuoteOf((Atlas, 2)), "request", Noon + Shop.FreezeTime);

    public static Freeze FreezeIt => new(2, QuoteOf((Atlas, 2)), "request");

    public static (string, CartState)[] States =>
    [
        ("Blank", ACart.State),
        ("Open", ACart.Given(TwoAtlases, ForAda).State),
        ("Open, over", ACart.Given(TwoAtlases with { ExpiresAt = Noon }, ForAda).State),
        ("Open, theirs", ACart.Given(TwoAtlases, ForAda, new Claimed(Ada, Noon, Later)).State),
        ("Frozen", ACart.Given(TwoAtlases, ForAda, Paying).State),
        ("Closed", ACart.Given(TwoAtlases, ForAda, Paying, new Ordered(FirstTry)).State),
        ("Merged", ACart.Given(TwoAtlases, new MergedInto(CartId.Of("cart-ada2"), Ada)).State),
        ("Expired", ACart.Given(TwoAtlases, ForAda, new CartEvent.Lapsed(false)).State),
    ];

    public static CartCommand[] Commands =>
    [
        new Make(),
        new AddLine(Globe, 1),
        new SetQuantity("line-1", 5),
        new TakeQuote(2, ToAda with { Method = "express" }, Lines((Atlas, 2)), QuoteOf((Atlas, 2))),
        new HoldOffer(2, Spring, Lines((Atlas, 2))),
        FreezeIt,
        new Thaw(FirstTry),
        new Close(FirstTry),
        new Claim(Ada),
        new Merge(CartId.Of("cart-ada2"), Ada),
        new TakeLines(CartId.Of("cart-guest"), Ada, Lines((Globe, 1))),
        new Lapse(),
    ];
}

public sealed class MakingACart
{
    [Fact]
    public void Stores_nothing() => Given.ACart.When(new Make()).ThenNothingNew();

    [Fact]
    public void Hands_the_same_cart_out_again_within_a_day_of_its_first_line() =>
        Given.ACart.Given(Given.TwoAtlases).At(Noon.AddHours(24).AddMilliseconds(-1)).When(new Make())
            .ThenNothingNew();

    [Fact]
    public void Never_hands_a_used_cart_out_after_a_day() =>
        Given.ACart.Given(Given.TwoAtlases).At(Noon.AddHours(24)).When(new Make())
            .ThenRefused(new IdempotencyKeyUsed());
}

public sealed class FillingACart
{
    [Fact]
    public void Puts_the_first_line_in() => Given.ACart.When(new AddLine(Atlas, 2)).Then(Given.TwoAtlases);

    [Fact]
    public void Adds_the_same_variant_up_and_keeps_its_line() =>
        Given.ACart.Given(Given.TwoAtlases).When(new AddLine(Atlas, 3))
            .Then(new QuantityChanged("line-1", Atlas, 5, Noon));

    [Fact]
    public void Knows_a_variant_again_in_other_letters() =>
        Given.ACart.Given(Given.TwoAtlases)
            .When(new AddLine(Atlas with { Sku = Sku.Of("atlas") }, 1))
            .Then(new QuantityChanged("line-1", Atlas with { Sku = Sku.Of("atlas") }, 3, Noon));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void Refuses_a_quantity_that_no_line_can_have(int quantity) =>
        Given.ACart.When(new AddLine(Atlas, quantity)).ThenRefused(
            new QuantityOutOfRange(quantity, 1, 999) { Param = "/quantity" });

    [Fact]
    public void Refuses_more_than_a_line_can_hold_in_all() =>
        Given.ACart.Given(Given.TwoAtlases).When(new AddLine(Atlas, 998))
            .ThenRefused(new QuantityOutOfRange(1000, 1, 999) { Param = "/quantity" });

    [Fact]
    public void Refuses_what_has_no_price() =>
        Given.ACart.When(new AddLine(Atlas with { Price = null }, 1)).ThenRefused(new NotOrderable(Atlas.Sku));

    [Fact]
    public void Refuses_what_is_no_longer_sold() =>
        Given.ACart.When(new AddLine(Atlas with { Active = false }, 1)).ThenRefused(new NotOrderable(Atlas.Sku));

    [Fact]
    public void Takes_an_order_ahead_of_its_date_while_the_shop_does() =>
        Given.ACart.When(new AddLine(Atlas with { AvailableAt = Noon.AddDays(9) }, 1))
            .Then(new LineAdded("line-1", Atlas with { AvailableAt = Noon.AddDays(9) }, 1, Noon, Given.Later));

    [Fact]
    public void Refuses_an_order_ahead_of_its_date_when_the_shop_does_not() =>
        Spec.Of(CartBlueprint.Of(AdasCart, Shop with { AllowPreOrders = false }), Noon)
            .When(new AddLine(Atlas with { AvailableAt = Noon.AddDays(9) }, 1))
            .ThenRefused(new NotOrderable(Atlas.Sku));

    [Fact]
    public void Takes_a_thousand_lines_and_not_one_more()
    {
        var full = Given.ACart.GivenDone(Enumerable.Range(1, 1000).Select(n => new AddLine(Item($"S{n}", 100), 1)));
        full.When(new AddLine(Globe, 1)).ThenRefused(new TooManyLines(1000));
        full.When(new AddLine(Item("S7", 100), 1)).Accepted();
    }

    [Fact]
    public void Never_gives_a_line_the_name_of_one_that_was_removed() =>
        Given.ACart.GivenDone(new AddLine(Atlas, 1), new SetQuantity("line-1", 0)).When(new AddLine(Globe, 1))
            .Then(new LineAdded("line-2", Globe, 1, Noon, Given.Later));
}

public sealed class ChangingACart
{
    [Fact]
    public void Sets_a_quantity() =>
        Given.ACart.Given(Given.TwoAtlases).When(new SetQuantity("line-1", 7))
            .Then(new QuantityChanged("line-1", Atlas, 7, Noon));

    [Fact]
    public void Removes_a_line_at_nothing() =>
        Given.ACart.Given(Given.TwoAtlases).When(new SetQuantity("line-1", 0)).Then(new LineRemoved("line-1", Noon));

    [Fact]
    public void Has_nothing_new_to_say_of_a_removed_line_removed_again() =>
        Given.ACart.Given(Given.TwoAtlases, new LineRemoved("line-1", Noon)).When(new SetQuantity("line-1", 0))
            .ThenNothingNew();

    [Fact]
    public void Refuses_a_line_it_does_not_have() =>
        Given.ACart.Given(Given.TwoAtlases).When(new SetQuantity("line-9", 1)).ThenRefused(new NotFound("line"));

    [Fact]
    public void Refuses_a_quote_of_what_it_was_before() =>
        Given.ACart.Given(Given.TwoAtlases).When(new TakeQuote(0, ToAda, Lines((Atlas, 2)), QuoteOf((Atlas, 2))))
            .ThenRefused(new CartChanged(1));

    [Fact]
    public void Forgets_its_quote_when_a_line_changes()
    {
        var cart = Given.ACart.Given(Given.TwoAtlases, Given.ForAda, new QuantityChanged("line-1", Atlas, 3, Noon));
        Assert.Null(CartBlueprint.Basis(AdasCart, "USD", cart.State).Quote);
    }

    [Fact]
    public void Keeps_the_prices_of_the_quote_it_took()
    {
        var dearer = Atlas with { Price = Dollars(2500) };
        var cart =
            Given.ACart.Given(Given.TwoAtlases, new Quoted(ToAda, Lines((dearer, 2)), QuoteOf((dearer, 2)), Noon));
        var view = cart.Blueprint.View("cart-ada", cart.State);
        Assert.Equal(Dollars(2500), view.Lines[0].UnitPrice);
        Assert.Equal(Dollars(5000), view.Totals.Due);
    }
}

public sealed class PayingForACart
{
    private static Spec<CartState, CartCommand, CartEvent, CartView> Ready =>
        Given.ACart.Given(Given.TwoAtlases, Given.ForAda);

    private static Spec<CartState, CartCommand, CartEvent, CartView> Frozen => Ready.Given(Given.Paying);

    [Fact]
    public void Freezes_it_for_the_first_attempt() => Ready.When(Given.FreezeIt).Then(Given.Paying);

    [Fact]
    public void Meets_the_same_attempt_when_asked_the_same_again() => Frozen.When(Given.FreezeIt).ThenNothingNew();

    [Fact]
    public void Is_refused_to_another_request() =>
        Frozen.When(Given.FreezeIt with { Request = "other" }).ThenRefused(new CartFrozen(AdasOrder));

    [Fact]
    public void Is_refused_when_it_changed_after_the_quote() =>
        Ready.When(Given.FreezeIt with { Revision = 1 }).ThenRefused(new CartChanged(2));

    [Fact]
    public void Is_refused_before_anybody_said_where_it_goes() =>
        Given.ACart.Given(Given.TwoAtlases).When(Given.FreezeIt).ThenRefused(new CartIncomplete("delivery"));

    [Fact]
    public void Lets_nothing_change_meanwhile()
    {
        Frozen.When(new AddLine(Globe, 1)).ThenRefused(new CartFrozen(AdasOrder));
        Frozen.When(new SetQuantity("line-1", 1)).ThenRefused(new CartFrozen(AdasOrder));
    }

    [Fact]
    public void Opens_it_again_with_its_clock_started_anew()
    {
        var end = Noon.AddHours(1) + Shop.CartDuration;
        var open = Frozen.At(Noon.AddHours(1)).When(new Thaw(FirstTry)).Then(new PaymentEnded(FirstTry, end));
        Assert.Equal(end, open.Blueprint.DueAt(open.State));
    }

    [Fact]
    public void Counts_the_attempts()
    {
        var second = Frozen.GivenDone(new Thaw(FirstTry)).When(Given.FreezeIt with { Request = "second" }).Accepted();
        Assert.Equal(SecondTry, CartBlueprint.Basis(AdasCart, "USD", second.State).Attempt);
    }

    [Fact]
    public void Takes_no_notice_of_an_attempt_that_ended_before()
    {
        var second = Frozen.GivenDone(new Thaw(FirstTry), Given.FreezeIt with { Request = "second" });
        second.When(new Thaw(FirstTry)).ThenNothingNew();
        second.When(new Close(FirstTry)).ThenRefused<NotAllowed>();
        second.GivenDone(new Thaw(SecondTry)).When(new Close(FirstTry)).ThenRefused<NotAllowed>();
    }

    [Fact]
    public void Ends_after_ten_attempts()
    {
        var cart = Ready;
        for (var n = 1; n <= Shop.AttemptsMost; n++)
            cart = cart.GivenDone(Given.FreezeIt with { Request = $"r{n}" }, new Thaw(AttemptId.Of(AdasOrder, n)));
        cart.When(Given.FreezeIt).ThenRefused(new TooManyAttempts(10));
    }

    [Fact]
    public void Closes_it_for_the_attempt_that_paid() => Frozen.When(new Close(FirstTry)).Then(new Ordered(FirstTry));

    [Fact]
    public void Closes_it_even_after_it_was_opened_again_when_its_order_will_never_sell_it() =>
        Frozen.GivenDone(new Thaw(FirstTry)).When(new Close(FirstTry)).Then(new Ordered(FirstTry));

    [Fact]
    public void Asks_its_order_for_the_verdict_when_it_stood_frozen_too_long()
    {
        var state = Frozen.State;
        Assert.Empty(Frozen.Blueprint.Questions("cart-ada", state, Noon));
        Assert.Equal([new AskVerdict(AdasCart, FirstTry)], Frozen.Blueprint.Questions(
            "cart-ada", state, Noon + Shop.FreezeTime));
        Assert.Equal(Noon + Shop.FreezeTime, Frozen.Blueprint.DueAt(state));
    }
}

public sealed class LeavingACart
{
    [Fact]
    public void Lets_it_lapse_after_thirty_days()
    {
        var cart = Given.ACart.Given(Given.TwoAtlases);
        cart.At(Given.Later).When(new Lapse()).Then(new CartEvent.Lapsed(false));
        Assert.Equal(new Lapse(), cart.Blueprint.Elapse(cart.State, Given.Later));
    }

    [Fact]
    public void Does_not_let_it_lapse_a_moment_early()
    {
        var cart = Given.ACart.Given(Given.TwoAtlases);
        cart.At(Given.Later.AddMilliseconds(-1)).When(new Lapse()).ThenNothingNew();
        Assert.Null(cart.Blueprint.Elapse(cart.State, Given.Later.AddMilliseconds(-1)));
    }

    [Fact]
    public void Tells_the_order_it_once_tried_to_become()
    {
        var lapsed = new CartEvent.Lapsed(HasOrder: true);
        Assert.Equal([new LapseOrder(AdasOrder)], Given.ACart.Blueprint.Errands("cart-ada", Given.ACart.State, lapsed));
    }

    [Fact]
    public void Never_happens_while_it_is_being_paid() =>
        Given.ACart.Given(Given.TwoAtlases, Given.ForAda, Given.Paying).At(Given.Later.AddDays(1)).When(new Lapse())
            .ThenNothingNew();
}
