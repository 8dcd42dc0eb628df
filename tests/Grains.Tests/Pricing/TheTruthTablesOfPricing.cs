using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Pricing.Charges;
using Commerce.Grains.Pricing.UserClasses;
using Commerce.Kit;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Pricing;

public sealed class TheTruthTablesOfPricing
{
    private static readonly TaxRule California = new("US", "CA", 0.0825m, TaxesShipping: true);

    private static readonly UserClassState[] ClassStates =
    [
        new UserClassState.Blank(), new UserClassState.Open("Student", Noon, Noon),
        new UserClassState.Ended("Student", Noon, Noon),
    ];

    private static readonly UserClassCommand[] ClassCommands =
    [
        new UserClassCommand.Create("Publisher"), new UserClassCommand.Rename("Publisher"),
        new UserClassCommand.Remove(),
    ];

    private static readonly ShippingRulesState[] ShippingStates =
        [new ShippingRulesState.Unsaid(), new ShippingRulesState.Said(new(PerItem: Dollars(100)))];

    private static readonly ShippingRulesCommand[] ShippingCommands =
        [new ShippingRulesCommand.Set(new(PerWeight: 50m))];

    private static readonly TaxRulesState[] TaxStates =
        [new TaxRulesState.None(), new TaxRulesState.Some([California])];

    private static readonly (string, TaxRulesCommand)[] TaxCommands =
    [
        ("Replace", new TaxRulesCommand.Replace([California with { Rate = 0.09m }])),
        ("Clear", new TaxRulesCommand.Replace([])),
    ];

    [Fact]
    public void Of_a_user_class_is_the_one_in_the_readme() => Assert.Equal(
        TruthTable.InReadmeOf("Pricing", "User class"),
        TruthTable.Draw(ClassStates, ClassCommands, (state, command) =>
            UserClassMachine.Decide(state, command, Noon)));

    [Fact]
    public void Of_shipping_rules_is_the_one_in_the_readme() => Assert.Equal(
        TruthTable.InReadmeOf("Pricing", "Shipping rules"),
        TruthTable.Draw(ShippingStates, ShippingCommands, (state, command) =>
            ShippingRulesMachine.Decide(state, command, "USD")));

    [Fact]
    public void Of_tax_rules_is_the_one_in_the_readme() => Assert.Equal(
        TruthTable.InReadmeOf("Pricing", "Tax rules"),
        TruthTable.Draw(
            TaxStates.Select(state => (state.GetType().Name, state)), TaxCommands,
            (state, command) => TaxRulesMachine.Decide(state, command)));

    [Fact]
    public void Leaves_no_state_and_no_command_out()
    {
        Assert.Equal(Types<UserClassState>(), ClassStates.Select(one => one.GetType()).ToHashSet());
        Assert.Equal(Types<UserClassCommand>(), ClassCommands.Select(one => one.GetType()).ToHashSet());
        Assert.Equal(Types<ShippingRulesState>(), ShippingStates.Select(one => one.GetType()).ToHashSet());
        Assert.Equal(Types<ShippingRulesCommand>(), ShippingCommands.Select(one => one.GetType()).ToHashSet());
        Assert.Equal(Types<TaxRulesState>(), TaxStates.Select(one => one.GetType()).ToHashSet());
        Assert.Equal(Types<TaxRulesCommand>(), TaxCommands.Select(one => one.Item2.GetType()).ToHashSet());
    }

    [Fact]
    public void No_command_happens_twice()
    {
        Assert.Equal([], Spec.HappeningTwice(UserClassGrain.Plan, Noon, ClassStates, ClassCommands));
        Assert.Equal([], Spec.HappeningTwice(ShippingRulesGrain.Plan("USD"), Noon, ShippingStates, ShippingCommands));
        Assert.Equal([], Spec.HappeningTwice(
            TaxRulesGrain.Plan, Noon, TaxStates, TaxCommands.Select(one => one.Item2)));
    }

    /// <summary>UCL-01.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("a\nb", false)]
    [InlineData("x", true)]
    public void Takes_names_of_classes_that_can_be_read(string name, bool taken)
    {
        bool Makes(string text) => UserClassMachine.Decide(
            new UserClassState.Blank(), new UserClassCommand.Create(text), Noon)
            is Decision<UserClassEvent>.Accepted;
        Assert.Equal(taken, Makes(name));
        Assert.True(Makes(new('x', 200)));
        Assert.False(Makes(new('x', 201)));
    }

    [Fact]
    public void Refuses_to_ask_for_each_item_and_by_weight() =>
        Refused(new ShippingCosts(PerItem: Dollars(100), PerWeight: 50m), "/perWeight");

    [Fact]
    public void Refuses_charges_that_are_none()
    {
        Refused(new ShippingCosts(PerItem: Dollars(-1)), "/perItem");
        Refused(new ShippingCosts(Order: new(100, "EUR")), "/order");
        Refused(new ShippingCosts(ExpressPerWeight: 0.0000001m), "/expressPerWeight");
        Refused(new ShippingCosts(ExpressOrder: Dollars(100_000_000)), "/expressOrder");
    }

    [Theory]
    [InlineData("USA", "CA", "0.1", "/rules/0/country")]
    [InlineData("US", "CA", "1.000001", "/rules/0/percent")]
    [InlineData("US", "CA", "-0.1", "/rules/0/percent")]
    [InlineData("US", "CA", "0.0000001", "/rules/0/percent")]
    public void Refuses_tax_rules_that_are_none(string country, string region, string rate, string param)
    {
        var rule = new TaxRule(
            country, region, decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture), true);
        var decision = TaxRulesMachine.Decide(new TaxRulesState.None(), new TaxRulesCommand.Replace([rule]));
        Assert.Equal(param, Assert.IsType<Decision<TaxRulesEvent>.Refused>(decision).Why.Param);
    }

    [Fact]
    public void Refuses_a_region_twice_in_whatever_letters()
    {
        TaxRule[] both = [California, California with { Country = "us", Region = " ca" }];
        var decision = TaxRulesMachine.Decide(new TaxRulesState.None(), new TaxRulesCommand.Replace([.. both]));
        Assert.Equal("/rules/1", Assert.IsType<Decision<TaxRulesEvent>.Refused>(decision).Why.Param);
    }

    private static void Refused(ShippingCosts costs, string param)
    {
        var decision = ShippingRulesMachine.Decide(
            new ShippingRulesState.Unsaid(), new ShippingRulesCommand.Set(costs), "USD");
        Assert.Equal(param, Assert.IsType<Decision<ShippingRulesEvent>.Refused>(decision).Why.Param);
    }

    private static HashSet<Type> Types<T>() => [.. typeof(T).GetNestedTypes()];
}
