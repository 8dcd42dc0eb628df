using Commerce.Grains.Kernel;
using Commerce.Grains.Stock;
using Commerce.Kit;
using static Commerce.Grains.Tests.Stock.TheStock;

namespace Commerce.Grains.Tests.Stock;

public sealed class ReleasingAndShippingStock
{
    [Fact]
    public void A_commit_moves_the_open_hold_into_a_row_and_changes_no_number()
    {
        var after = Given(TenOnHand, Held(Ada, 3))
            .When(new StockCommand.Commit(Ada, null))
            .Then(new StockEvent.Committed(Now, Ada, Kept(3, 3)));
        Assert.Empty(after.State.Open);
        Assert.Equal((10, 3), (after.State.OnHand, after.State.Held));
    }

    [Fact]
    public void A_commit_of_what_was_never_held_is_refused() =>
        Given(TenOnHand).When(new StockCommand.Commit(Ada, null)).ThenRefused(new HoldUnknown(Ada));

    [Fact]
    public void A_release_of_an_open_hold_frees_all_of_it() => Assert.Equal(0, Given(TenOnHand, Held(Ada, 3))
        .When(new StockCommand.Release(Ada, "dead", null, null))
        .Then(new StockEvent.Released(Now, Ada, "dead", 3, Kept(3, 0, "dead"))).State.Held);

    [Fact]
    public void A_release_before_its_hold_is_written_down() => Given(TenOnHand)
        .When(new StockCommand.Release(Ada, "dead", null, null))
        .Then(new StockEvent.Released(Now, Ada, "dead", 0, new(Mug, 0, 0, ["dead"])));

    [Fact]
    public void A_release_of_some_of_what_was_never_held_is_refused() =>
        Given(TenOnHand).When(new StockCommand.Release(Ada, "void-1", 1, null)).ThenRefused(new HoldUnknown(Ada));

    [Fact]
    public void A_release_of_some_leaves_the_rest_promised() => Assert.Equal(2, Paid(3)
        .When(new StockCommand.Release(Ada, "void-1", 1, Kept(3, 3)))
        .Then(new StockEvent.Released(Now, Ada, "void-1", 1, Kept(3, 2, "void-1"))).State.Held);

    [Fact]
    public void A_release_is_done_once_per_part() =>
        Paid(2).When(new StockCommand.Release(Ada, "void-1", 1, Kept(3, 2, "void-1"))).ThenNothingNew();

    [Fact]
    public void A_release_of_more_than_is_left_is_refused() =>
        Paid(2).When(new StockCommand.Release(Ada, "void-2", 3, Kept(3, 2, "s1")))
            .ThenRefused(new HoldTooSmall(Ada, 2, 3));

    [Fact]
    public void A_shipment_takes_the_units_from_the_shelf_and_from_the_promises()
    {
        var after = Paid(3)
            .When(new StockCommand.Ship(Ada, "s1", 2, Kept(3, 3)))
            .Then(new StockEvent.Shipped(Now, Ada, "s1", 2, 0, Kept(3, 1, "s1")));
        Assert.Equal((8, 1), (after.State.OnHand, after.State.Held));
    }

    [Fact]
    public void A_shipment_counts_once_however_often_it_is_told()
    {
        Paid(1).When(new StockCommand.Ship(Ada, "s1", 2, Kept(3, 1, "s1"))).ThenNothingNew();
        Paid(0).When(new StockCommand.Ship(Ada, "s1", 3, Kept(3, 0, "s1"))).ThenNothingNew();
    }

    [Fact]
    public void A_shipment_of_more_than_is_left_is_refused() =>
        Paid(1).When(new StockCommand.Ship(Ada, "s2", 2, Kept(3, 1, "s1"))).ThenRefused(new HoldTooSmall(Ada, 1, 2));

    [Fact]
    public void A_shipment_before_the_word_of_its_payment_pays_the_hold_too()
    {
        var after = Given(TenOnHand, Held(Ada, 3))
            .When(new StockCommand.Ship(Ada, "s1", 1, null))
            .Then(new StockEvent.Shipped(Now, Ada, "s1", 1, 0, Kept(3, 2, "s1")));
        Assert.Empty(after.State.Open);
        Assert.Equal((9, 2), (after.State.OnHand, after.State.Held));
    }

    [Fact]
    public void A_shipment_of_units_that_were_not_counted_leaves_none_on_hand_and_a_problem()
    {
        var after = Paid(3).Given(new StockEvent.Counted(Now, Mug, 1))
            .When(new StockCommand.Ship(Ada, "s1", 3, Kept(3, 3)))
            .Then(new StockEvent.Shipped(Now, Ada, "s1", 3, 2, Kept(3, 0, "s1")));
        Assert.Equal((0, 0), (after.State.OnHand, after.State.Held));
        var shipped = new StockEvent.Shipped(Now, Ada, "s1", 3, 2, Kept(3, 0, "s1"));
        Assert.Equal("order-ada", Assert.Single(Blueprint.Problems("stock-mug-1", after.State, shipped)).Order);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b")]
    public void A_part_that_could_not_be_told_from_others_is_refused(string part)
    {
        Assert.Equal("/part",
            Paid(3).When(new StockCommand.Ship(Ada, part, 1, Kept(3, 3))).ThenRefused<InvalidValue>().Param);
        Paid(3).When(new StockCommand.Release(Ada, part, 1, Kept(3, 3))).ThenRefused<InvalidValue>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Nothing_or_less_is_refused(int quantity)
    {
        Paid(3).When(new StockCommand.Ship(Ada, "s1", quantity, Kept(3, 3))).ThenRefused<InvalidValue>();
        Paid(3).When(new StockCommand.Release(Ada, "s1", quantity, Kept(3, 3))).ThenRefused<InvalidValue>();
    }

    [Fact]
    public void A_child_row_comes_back_as_it_was_written()
    {
        var kept = Kept(3, 1, "s1", "void-1");
        Assert.Equivalent(kept, Commerce.Grains.Stock.Kept.Of(kept.ToRow(Ada, Now)));
        Assert.Equal("committed", kept.ToRow(Ada, Now).Status);
        Assert.Equal("closed", Kept(3, 0).ToRow(Ada, Now).Status);
    }

    // Ada's three units are paid; so many of them are left.
    private static Spec<StockState, StockCommand, StockEvent, StockView> Paid(int left)
    {
        var spec = Given(TenOnHand);
        return spec with { State = spec.State with { Held = left, Newest = [new(Ada, left)] } };
    }
}
