using Commerce.Grains.Orders;
using Commerce.Kit;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

public sealed class TheStateOfAnOrder
{
    /// <summary>ORD-10: received back, shipped, other → state; void items change nothing.</summary>
    [Theory]
    [InlineData(true, true, true, "partially_fulfilled")]
    [InlineData(true, true, false, "fulfilled")]
    [InlineData(true, false, true, "partially_fulfilled")]
    [InlineData(true, false, false, "returned")]
    [InlineData(false, true, true, "partially_fulfilled")]
    [InlineData(false, true, false, "fulfilled")]
    [InlineData(false, false, true, null)]
    [InlineData(false, false, false, "void")]
    public void Follows_from_its_items(bool back, bool shipped, bool other, string? expected)
    {
        List<ItemState> items = [];
        if (back) items.Add(ItemState.ReceivedBack);
        if (shipped) items.Add(ItemState.Shipped);
        if (other) items.Add(ItemState.ToBeShipped);
        Assert.Equal(expected, OrderStatus.OfItems(items));
        Assert.Equal(expected, OrderStatus.OfItems([.. items, ItemState.Void]));
    }

    [Fact]
    public void Counts_what_arrived_as_shipped() =>
        Assert.Equal("fulfilled", OrderStatus.OfItems([ItemState.Arrived, ItemState.Shipped]));
}

public sealed class TheTruthTableOfAnOrder
{
    [Fact]
    public void Is_the_one_in_the_readme() => Assert.Equal(TruthTable.InReadmeOf("Orders"), TruthTable.Draw(
        States, Commands, (state, command) => OrderMachine.Decide(AdasOrder, Shop, state, command, Noon)));

    [Fact]
    public void Leaves_no_state_and_no_command_out()
    {
        Assert.Equal(
            [.. typeof(OrderState).GetNestedTypes()], States.Select(state => state.Item2.GetType()).ToHashSet());
        Assert.Equal([.. typeof(OrderCommand).GetNestedTypes()], Commands.Select(
            command => command.Item2.GetType()).ToHashSet());
    }

    [Fact]
    public void Lets_nothing_happen_twice() => Assert.Empty(Spec.HappeningTwice(
        AnOrder.Blueprint, Noon, States.Select(state => state.Item2), Commands.Select(command => command.Item2)));
}
