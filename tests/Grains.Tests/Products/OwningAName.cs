using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;
using Commerce.Kit;
using static Commerce.Grains.Tests.Products.TheProduct;

namespace Commerce.Grains.Tests.Products;

public sealed class OwningAName
{
    private static readonly OwnedName Name = OwnedName.Sku(new("MUG-red"));
    private static readonly ProductId Other = new("product-other");
    private static readonly DateTimeOffset Until = Now.AddMinutes(10);

    private static readonly OwnerState Claimed = new OwnerState.Claimed(Name, Id, 0, Until, ["t1"]);
    private static readonly OwnerState Lapsed = new OwnerState.Claimed(Name, Id, 0, Now, ["t1"]);
    private static readonly OwnerState Owned = new OwnerState.Owned(Name, Id, 3);

    private static readonly (string Name, OwnerState State)[] States =
        [("Free", OwnerBlueprint.Plan.Initial), ("Claimed", Claimed), ("Lapsed", Lapsed), ("Owned", Owned)];

    private static readonly (string Name, OwnerCommand Command)[] Commands =
    [
        ("Claim", Claim(Id, "t2")),
        ("Claim by another", Claim(Other, "t9")),
        ("Withdraw", new OwnerCommand.Withdraw(Id, "t1")),
        ("Keep", Keep(Id, 4)),
        ("Keep by another", Keep(Other, 1)),
        ("Drop", Drop(4)),
    ];

    [Fact]
    public void Follows_the_truth_table_in_the_readme() => Assert.Equal(
        TruthTable.InReadmeOf("Products/Owners"),
        TruthTable.Draw(States, Commands, (state, command) => OwnerMachine.Decide(state, command, Now)));

    [Fact]
    public void Leaves_no_state_and_no_command_out()
    {
        Assert.Equal([.. typeof(OwnerState).GetNestedTypes()], States.Select(one => one.State.GetType()).ToHashSet());
        Assert.Equal([.. typeof(OwnerCommand).GetNestedTypes()],
            Commands.Select(one => one.Command.GetType()).ToHashSet());
    }

    [Fact]
    public void No_command_happens_twice() => Assert.Equal([], Spec.HappeningTwice(
        OwnerBlueprint.Plan, Now, States.Select(one => one.State), Commands.Select(one => one.Command)));

    [Fact]
    public void Frees_a_name_at_once_when_the_only_claim_of_a_newcomer_is_withdrawn() => Assert.Null(
        From(Claimed).When(new OwnerCommand.Withdraw(Id, "t1")).Accepted().State.Owner());

    [Fact]
    public void Asks_a_former_owner_when_its_claim_is_withdrawn()
    {
        var doubtful = From(Owned).GivenDone(Claim(Id, "t2"), new OwnerCommand.Withdraw(Id, "t2")).State;
        Assert.Equal(Now, OwnerBlueprint.Plan.DueAt(doubtful));
        Assert.Equal([new AskUse(Name, Id, null)], OwnerBlueprint.Plan.Questions(Name.Key(), doubtful, Now));
        Assert.IsType<OwnerState.Owned>(From(doubtful).GivenDone(Keep(Id, 3)).State);
        Assert.IsType<OwnerState.Free>(From(doubtful).GivenDone(Drop(4)).State);
    }

    [Fact]
    public void Keeps_the_claim_of_a_second_change_when_the_first_is_settled()
    {
        var state = From(Claimed).GivenDone(Claim(Id, "t2"), Keep(Id, 1)).State;
        Assert.Equal(["t2"], Assert.IsType<OwnerState.Claimed>(state).Tickets);
        From(state).When(Drop(2)).ThenNothingNew();
    }

    [Fact]
    public void Frees_a_name_that_was_used_and_left_before_its_claim_was_settled()
    {
        From(Claimed).When(Drop(2, "t1")).Then(new OwnerEvent.Dropped(Id, 2));
        From(Claimed).GivenDone(Claim(Id, "t2")).When(Drop(2, "t1")).Then(new OwnerEvent.Withdrawn("t1", Now));
    }

    [Fact]
    public void Believes_no_older_word_that_comes_late()
    {
        From(Owned).When(Drop(3)).ThenNothingNew();
        From(Owned).When(Keep(Id, 2)).ThenNothingNew();
        var free = From(Owned).GivenDone(Drop(5)).State;
        From(free).When(Keep(Id, 4)).ThenNothingNew();
    }

    [Fact]
    public void Asks_only_when_the_time_of_the_claim_is_over()
    {
        Assert.Empty(OwnerBlueprint.Plan.Questions(Name.Key(), Claimed, Until.AddMilliseconds(-1)));
        Assert.Single(OwnerBlueprint.Plan.Questions(Name.Key(), Claimed, Until));
    }

    [Fact]
    public void Takes_only_so_many_claims_at_once()
    {
        var full = new OwnerState.Claimed(
            Name, Id, 0, Until, [.. Enumerable.Range(0, 20).Select(number => $"x{number}")]);
        From(full).When(Claim(Id, "t2")).ThenRefused<TryAgain>();
        From(full).When(Claim(Id, "x3")).ThenNothingNew();
    }

    private static OwnerCommand.Claim Claim(ProductId product, string ticket) => new(Name, product, ticket, Until);

    private static OwnerCommand.Drop Drop(long asOf, string? ticket = null) => new(Id, asOf, ticket);

    private static OwnerCommand.Keep Keep(ProductId product, long asOf) => new(Name, product, asOf, "t1");

    private static Spec<OwnerState, OwnerCommand, OwnerEvent, NameOwner> From(OwnerState state) =>
        Spec.Of(OwnerBlueprint.Plan, Now) with { State = state };
}
