using Commerce.Grains.Kernel;
using Commerce.Grains.Stock;
using static Commerce.Grains.Tests.Stock.TheStock;

namespace Commerce.Grains.Tests.Stock;

public sealed class CountingStock
{
    [Fact]
    public void Sets_what_is_there_and_never_touches_promises()
    {
        var after = Given(TenOnHand, Held(Ada, 3)).When(SetTo(4)).Then(new StockEvent.Counted(Now, Mug, 4));
        Assert.Equal((4, 3), (after.State.OnHand, after.State.Held));
    }

    [Fact]
    public void Names_the_newest_promises_when_fewer_are_there_than_were_promised()
    {
        var kept = Kept(4, 4);
        var counted = new StockEvent.Counted(Now, Mug, 5);
        var state = Given(TenOnHand, Held(Ada, 4), new StockEvent.Committed(Now, Ada, kept), Held(Bob, 3), counted)
            .State;
        var problem = Assert.Single(Blueprint.Problems("stock-mug-1", state, counted));
        Assert.Equal($"stock-mug-1/promised-beyond-count/{Now.ToUnixTimeMilliseconds()}", problem.Key);
        Assert.Contains("5 on hand, 7 promised; 2 more", problem.Details, StringComparison.Ordinal);
        Assert.EndsWith(
            "order-bob/1 (3, not yet paid), order-ada/1 (4, paid).", problem.Details, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_no_problem_within_the_backorder()
    {
        var counted = new StockEvent.Counted(Now, Mug, 5);
        var state = Given(
            TenOnHand, new StockEvent.BackorderSet(Now, Mug, new(2), Said(1)), Held(Bob, 7), counted).State;
        Assert.Empty(Blueprint.Problems("stock-mug-1", state, counted));
    }

    [Fact]
    public void Corrects_up_and_down()
    {
        Given(TenOnHand).When(Change(-10)).Then(new StockEvent.Corrected(Now, Mug, -10));
        Given(TenOnHand).When(Change(5)).Then(new StockEvent.Corrected(Now, Mug, 5));
    }

    [Fact]
    public void Refuses_to_go_below_nothing() =>
        Assert.Equal("/change", Given(TenOnHand).When(Change(-11)).ThenRefused<InvalidValue>().Param);

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1_000_000_000)]
    [InlineData(int.MinValue)]
    public void Refuses_corrections_out_of_range_without_overflow(int change) =>
        Given(TenOnHand).When(Change(change)).ThenRefused<InvalidValue>();

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000_001)]
    public void Refuses_counts_out_of_range(int count) =>
        Assert.Equal("/setTo", Given(TenOnHand).When(SetTo(count)).ThenRefused<InvalidValue>().Param);

    [Fact]
    public void Takes_the_whole_range()
    {
        Given(TenOnHand).When(SetTo(1_000_000_000)).Then(new StockEvent.Counted(Now, Mug, 1_000_000_000));
        Given(TenOnHand).When(SetTo(0)).Then(new StockEvent.Counted(Now, Mug, 0));
    }

    [Fact]
    public void Wants_either_a_count_or_a_correction()
    {
        Given().When(new StockCommand.Adjust(Mug, null, null)).ThenRefused<InvalidValue>();
        Given().When(new StockCommand.Adjust(Mug, 1, 1)).ThenRefused<InvalidValue>();
    }

    [Fact]
    public void Finding_what_was_known_is_nothing_new_but_a_first_count_of_none_is()
    {
        Given(TenOnHand).When(SetTo(10)).ThenNothingNew();
        Given().When(SetTo(0)).Then(new StockEvent.Counted(Now, Mug, 0));
    }

    [Fact]
    public void The_latest_word_about_the_backorder_counts()
    {
        var spec = Given(new StockEvent.BackorderSet(Now, Mug, new(7), Said(1)));
        spec.When(new StockCommand.SetBackorder(Mug, new(5), Said(1))).ThenNothingNew();
        spec.When(new StockCommand.SetBackorder(Mug, new(5), Said(2)))
            .Then(new StockEvent.BackorderSet(Now, Mug, new(5), Said(2)));
        spec.When(new StockCommand.SetBackorder(Mug, new(-1), Said(2))).ThenRefused<InvalidValue>();
    }

    [Fact]
    public void The_product_that_has_the_sku_now_is_heard_however_young_it_is()
    {
        var other = new ProductWord(new("product-other"), 1);
        Given(TenOnHand, new StockEvent.BackorderSet(Now, Mug, new(7), Said(9)))
            .When(new StockCommand.SetBackorder(Mug, new(5), other))
            .Then(new StockEvent.BackorderSet(Now, Mug, new(5), other));
    }

    [Fact]
    public void Shows_the_numbers_in_its_row_and_view()
    {
        var state = Given(TenOnHand, Held(Ada, 3), new StockEvent.BackorderSet(Now, Mug, new(2), Said(1))).State;
        Assert.Equal(new StockView(Mug, 10, 3, 7, new(2)), Blueprint.View("stock-mug-1", state));
        var row = new StockRow("Mug-1", "mug-1", 10, 3, 7, 2, Now.ToUnixTimeMilliseconds());
        Assert.Equal([row], Blueprint.Rows("stock-mug-1", state)["stock"]);
        Assert.Empty(Blueprint.Rows("stock-mug-1", StockState.Blank).Tables);
    }

    private static StockCommand.Adjust SetTo(int count) => new(Mug, count, null);

    private static StockCommand.Adjust Change(int change) => new(Mug, null, change);
}
