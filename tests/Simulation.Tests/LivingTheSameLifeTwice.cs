namespace Commerce.Simulation.Tests;

/// <summary>A seed decides everything.</summary>
public sealed class LivingTheSameLifeTwice
{
    [Fact]
    public void Comes_to_the_same_history_byte_for_byte()
    {
        var plan = Plan.Of(7, 2, 25) with { Crashes = 300, LostActivations = 500, StoreFaults = 20_000 };
        var (first, second) = (new Run(plan, 1).Live(), new Run(plan, 1).Live());
        Assert.Equal((first.History, first.Steps, first.Events), (second.History, second.Steps, second.Events));
        Assert.True(first.Orders > 5, $"{first.Orders} orders");
        Assert.True(first.Coverage.Of("process", "crash") > 0);
    }

    [Fact]
    public void Is_the_same_life_whether_every_write_is_read_from_its_JSON_or_few_are()
    {
        var plan = Plan.Of(9, 2, 25) with { Crashes = 300, LostActivations = 500, StoreFaults = 20_000 };
        var (all, few) = (new Run(plan, 1).Live(), new Run(plan).Live());
        Assert.Equal((all.Orders, all.Steps, all.Events), (few.Orders, few.Steps, few.Events));
        Assert.NotEqual(all.History, few.History);
    }

    [Fact]
    public void Is_another_life_with_another_seed() => Assert.NotEqual(
        new Run(Plan.Of(7, 1, 5)).Live().History, new Run(Plan.Of(8, 1, 5)).Live().History);

    [Fact]
    public void Is_known_by_the_name_of_its_plan()
    {
        var plan = Plan.Of(7, 2, 25).Shorter().Last();
        Assert.Equal(plan.Name, Plan.Named(plan.Name).Name);
        Assert.Equal("7:2:6:19:", plan.Name);
        Assert.Equal(0, Plan.Named("9:3:0:20:gateway+staff").GatewayFaults);
        Assert.False(Plan.Named("9:3:0:20:gateway+staff").Staff);
    }
}
