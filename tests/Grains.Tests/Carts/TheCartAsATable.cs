using Commerce.Grains.Carts;
using Commerce.Kit;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Carts;

public sealed class TheTruthTableOfACart
{
    [Fact]
    public void Is_the_one_in_the_readme() => Assert.Equal(TruthTable.InReadmeOf("Carts"), TruthTable.Draw(
        Given.States,
        Given.Commands.Select(command => (command.GetType().Name, command)),
        (state, command) => CartMachine.Decide(AdasCart, Shop, state, command, Noon)));

    [Fact]
    public void Leaves_no_state_and_no_command_out()
    {
        Assert.Equal(
            [.. typeof(CartState).GetNestedTypes()], Given.States.Select(state => state.Item2.GetType()).ToHashSet());
        Assert.Equal(
            [.. typeof(CartCommand).GetNestedTypes()], Given.Commands.Select(command => command.GetType()).ToHashSet());
    }

    [Fact]
    public void Lets_only_what_adds_up_happen_twice() => Assert.Equal(
        ["Blank × AddLine", "Open × AddLine", "Open × AddLine", "Open × AddLine"],
        Spec.HappeningTwice(
            CartBlueprint.Of(AdasCart, Shop), Noon, Given.States.Select(state => state.Item2), Given.Commands));
}
