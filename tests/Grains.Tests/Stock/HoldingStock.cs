using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using static Commerce.Grains.Tests.Stock.TheStock;

namespace Commerce.Grains.Tests.Stock;

public sealed class HoldingStock
{
    [Fact]
    public void Promises_the_units_until_a_time() =>
        Given(TenOnHand).When(Hold(Ada, 3)).Then(new StockEvent.Held(Now, Ada, 3, Until, Mug));

    [Fact]
    public void Takes_the_last_unit() => Given(TenOnHand, Held(Bob, 9)).When(Hold(Ada, 1)).Then(Held(Ada, 1));

    [Fact]
    public void Is_refused_beyond_what_is_there_and_says_how_many_could_be_had() =>
        Given(TenOnHand, Held(Bob, 8)).When(Hold(Ada, 3)).ThenRefused(new OutOfStock([new(Mug, 3, 2)]));

    [Fact]
    public void Says_none_could_be_had_when_a_count_found_less_than_was_promised() =>
        Given(TenOnHand, Held(Bob, 8), new StockEvent.Counted(Now, Mug, 5))
            .When(Hold(Ada, 1))
            .ThenRefused(new OutOfStock([new(Mug, 1, 0)]));

    [Fact]
    public void Goes_as_far_beyond_as_the_backorder_allows() =>
        Given(TenOnHand, new StockEvent.BackorderSet(Now, Mug, new(5), Said(1)), Held(Bob, 14))
            .When(Hold(Ada, 2))
            .ThenRefused(new OutOfStock([new(Mug, 2, 1)]));

    [Fact]
    public void Has_no_end_with_unlimited_backorder_and_does_not_overflow() =>
        Given(
            new StockEvent.Counted(Now, Mug, StockLimits.OnHandMost),
            new StockEvent.BackorderSet(Now, Mug, Backorder.Unlimited, Said(1)),
            new StockEvent.Held(Now, Bob, int.MaxValue - 10_000, Until, Mug))
            .When(Hold(Ada, 10_000)).Then(Held(Ada, 10_000))
            .When(Hold(new("order-eve/1"), 1)).ThenRefused<OutOfStock>();

    [Fact]
    public void Stands_as_it_was_made_first() =>
        Given(TenOnHand, Held(Ada, 3)).When(Hold(Ada, 10)).ThenNothingNew();

    [Theory]
    [InlineData(10, 0)]
    [InlineData(29, 9)]
    [InlineData(30, 10)]
    public void Is_taken_of_plenty_while_twenty_are_left(int onHand, int plenty)
    {
        var counted = new StockEvent.Counted(Now, Mug, onHand);
        if (plenty >= 10) Given(counted).When(HoldOfPlenty(Ada, 10)).Then(Held(Ada, 10));
        else Given(counted).When(HoldOfPlenty(Ada, 10)).ThenRefused(new OutOfStock([new(Mug, 10, plenty)]));
    }

    [Fact]
    public void Of_plenty_stands_however_little_is_left_since() =>
        Given(TenOnHand, Held(Ada, 10)).When(HoldOfPlenty(Ada, 10)).ThenNothingNew();

    [Fact]
    public void Stands_when_it_was_paid_meanwhile() =>
        Given(TenOnHand).When(Hold(Ada, 3, Kept(3, 3))).ThenNothingNew();

    [Fact]
    public void Is_refused_when_the_attempt_was_given_up_before_it_came() =>
        Given(TenOnHand).When(Hold(Ada, 3, Kept(0, 0, "dead"))).ThenRefused(new AttemptDead(Ada));

    [Fact]
    public void Is_put_off_when_too_many_are_open() =>
        Given(TenOnHand, Held(Bob, 1), Held(new("order-b/1"), 1), Held(new("order-c/1"), 1))
            .When(Hold(Ada, 1))
            .ThenRefused(new TryAgain("The stock of Mug-1"));

    [Fact]
    public void Says_out_of_stock_rather_than_try_again_when_nothing_is_left() =>
        Given(TenOnHand, Held(Bob, 1), Held(new("order-b/1"), 1), Held(new("order-c/1"), 8))
            .When(Hold(Ada, 1))
            .ThenRefused<OutOfStock>();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10_001)]
    [InlineData(int.MinValue)]
    public void Is_refused_for_a_quantity_that_makes_no_sense(int quantity) =>
        Assert.Equal("/quantity", Given(TenOnHand).When(Hold(Ada, quantity)).ThenRefused<InvalidValue>().Param);

    [Fact]
    public void Is_refused_of_an_item_nobody_has_counted() =>
        Given().When(Hold(Ada, 1)).ThenRefused(new OutOfStock([new(Mug, 1, 0)]));

    [Fact]
    public void Is_due_when_the_first_open_hold_ends()
    {
        var early = new StockEvent.Held(Now, Bob, 1, Now.AddMinutes(3), Mug);
        Assert.Equal(Now.AddMinutes(3), Blueprint.DueAt(Given(TenOnHand, Held(Ada, 1), early).State));
        Assert.Null(Blueprint.DueAt(Given(TenOnHand).State));
    }

    [Fact]
    public void Asks_for_the_verdict_of_what_is_about_to_end_and_of_nothing_else()
    {
        var state = Given(TenOnHand, Held(Ada, 1), new StockEvent.Held(Now, Bob, 1, Now.AddHours(1), Mug)).State;
        Assert.Empty(Blueprint.Questions("stock-mug-1", state, Until - Settings.HoldMargin));
        var asked = Blueprint.Questions("stock-mug-1", state, Until);
        Assert.Equal([new AskVerdict(Ada, "stock-mug-1")], asked);
    }
}
