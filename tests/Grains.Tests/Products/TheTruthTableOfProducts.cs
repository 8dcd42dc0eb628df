using Commerce.Grains.Products;
using Commerce.Kit;
using static Commerce.Grains.Tests.Products.TheProduct;

namespace Commerce.Grains.Tests.Products;

public sealed class TheTruthTableOfProducts
{
    private static readonly ProductState[] States =
    [
        new ProductState.Blank(),
        new ProductState.Listed(Mug, 1, Now, Now),
        new ProductState.Gone(Mug, 2, Now, Now),
    ];

    private static readonly ProductCommand[] Commands =
    [
        Create(Mug with { Name = "Cup" }),
        Change(Mug with { Name = "Cup" }),
        new ProductCommand.Reprice(new PriceChange.SetShipping(new(500, "USD"), null)),
        new ProductCommand.Remove(),
    ];

    [Fact]
    public void Is_the_one_in_the_readme() => Assert.Equal(
        TruthTable.InReadmeOf("Products"),
        TruthTable.Draw(States, Commands, (state, command) => Blueprint.Decide(state, command, Now)));

    [Fact]
    public void No_state_and_no_command_is_left_out()
    {
        Assert.Equal([.. typeof(ProductState).GetNestedTypes()], States.Select(state => state.GetType()).ToHashSet());
        Assert.Equal([.. typeof(ProductCommand).GetNestedTypes()], Commands.Select(one => one.GetType()).ToHashSet());
    }

    [Fact]
    public void No_command_happens_twice() => Assert.Equal([], Spec.HappeningTwice(Blueprint, Now, States, Commands));
}
