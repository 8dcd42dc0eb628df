using Commerce.Grains.Access;
using Commerce.Kit;
using static Commerce.Grains.Access.ServerKeysCommand;
using static Commerce.Grains.Access.ServerKeysEvent;

namespace Commerce.Grains.Tests.Access;

public sealed class ReplacingServerKeys
{
    private static readonly DateTimeOffset Today = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ServerKeysState[] States =
    [
        new ServerKeysState.Blank(), ServerKeysMachine.Evolve(new ServerKeysState.Blank(), new Opened("t1", "i1")),
    ];

    private static readonly ServerKeysCommand[] Commands = [new Open("t2", "i2"), new Replace(
        ServerKeyUse.Tokens, "t3")];

    [Fact]
    public void Takes_the_first_secrets_proposed() =>
        Given().When(new Open("t1", "i1")).Then(new Opened("t1", "i1")).When(new Open("t2", "i2")).ThenNothingNew();

    [Theory]
    [InlineData(ServerKeyUse.Tokens, "t3,t2", "i1")]
    [InlineData(ServerKeyUse.Ids, "t1", "t3,t2")]
    public void Keeps_the_one_before_and_no_older_one(ServerKeyUse use, string tokens, string ids)
    {
        var state = Given(new Opened("t1", "i1"), new Replaced(use, "t2"), new Replaced(use, "t3")).State;
        var seen = ServerKeysGrain.Plan.View("server-keys-shop", state);
        Assert.Equal((tokens, ids), (string.Join(',', seen.Tokens), string.Join(',', seen.Ids)));
    }

    [Fact]
    public void Writes_no_secret_into_the_history()
    {
        Assert.DoesNotContain("t1", KernelText.Of<ServerKeysEvent>(new Opened("t1", "i1")), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "t2", KernelText.Of<ServerKeysEvent>(new Replaced(ServerKeyUse.Ids, "t2")), StringComparison.Ordinal);
    }

    [Fact]
    public void Follows_the_table_in_the_readme() => Assert.Equal(
        TruthTable.InReadmeOf("Access", "Server keys"),
        TruthTable.Draw(States, Commands, (state, command) => ServerKeysMachine.Decide(state, command, Today)));

    [Fact]
    public void Leaves_no_state_and_no_command_out()
    {
        Assert.Equal(
            [.. typeof(ServerKeysState).GetNestedTypes()], States.Select(state => state.GetType()).ToHashSet());
        Assert.Equal(
            [.. typeof(ServerKeysCommand).GetNestedTypes()], Commands.Select(command => command.GetType()).ToHashSet());
    }

    [Fact]
    public void Lets_nothing_happen_twice() =>
        Assert.Equal([], Spec.HappeningTwice(ServerKeysGrain.Plan, Today, States, Commands));

    private static Spec<ServerKeysState, ServerKeysCommand, ServerKeysEvent, ServerKeys> Given(
        params ServerKeysEvent[] happened) =>
        Spec.Of(ServerKeysGrain.Plan, Today).Given(happened);
}
