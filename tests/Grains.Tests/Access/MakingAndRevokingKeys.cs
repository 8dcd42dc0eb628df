using Commerce.Grains.Access;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using static Commerce.Grains.Access.AccessKeyCommand;
using static Commerce.Grains.Access.AccessKeyEvent;

namespace Commerce.Grains.Tests.Access;

public sealed class MakingAndRevokingKeys
{
    private static readonly DateTimeOffset Today = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Make AdasKey = new(
        AccessKind.Admin, AccessRoles.Fulfilment, "Ada in the warehouse", "hash-of-ada");
    private static readonly Made AdasKeyMade = new(AdasKey.Kind, AdasKey.Roles, AdasKey.Label, AdasKey.Hash, Today);

    private static readonly AccessKeyState[] States =
    [
        new AccessKeyState.Blank(),
        AccessKeyMachine.Evolve(new AccessKeyState.Blank(), AdasKeyMade),
        AccessKeyMachine.Evolve(AccessKeyMachine.Evolve(new AccessKeyState.Blank(), AdasKeyMade), new Revoked(Today)),
    ];

    private static readonly AccessKeyCommand[] Commands = [AdasKey, new Revoke()];

    [Fact]
    public void Makes_a_key_once() => Given().When(AdasKey).Then(AdasKeyMade).When(AdasKey).ThenNothingNew();

    [Fact]
    public void Refuses_another_key_with_the_same_id() =>
        Given(AdasKeyMade).When(AdasKey with { Hash = "another" }).ThenRefused<NotAllowed>();

    [Fact]
    public void Revokes_a_key_once() =>
        Given(AdasKeyMade).When(new Revoke()).Then(new Revoked(Today)).When(new Revoke()).ThenNothingNew();

    [Fact]
    public void Never_makes_a_revoked_key_again() =>
        Given(AdasKeyMade, new Revoked(Today)).When(AdasKey).ThenRefused<NotAllowed>();

    [Fact]
    public void Refuses_to_revoke_what_never_was() => Given().When(new Revoke()).ThenRefused(new NotFound("key"));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void Needs_a_label_of_1_to_100_characters(string? label) => Assert.Equal(
        "/label", Given().When(AdasKey with { Label = label ?? new string('a', 101) })
            .ThenRefused<InvalidValue>().Param);

    [Fact]
    public void Gives_staff_at_least_one_role() =>
        Assert.Equal(
            "/roles", Given().When(AdasKey with { Roles = AccessRoles.None }).ThenRefused<InvalidValue>().Param);

    [Fact]
    public void Gives_a_storefront_no_role() => Assert.Equal(
        "/roles", Given().When(AdasKey with { Kind = AccessKind.Storefront }).ThenRefused<InvalidValue>().Param);

    [Fact]
    public void Writes_neither_label_nor_hash_into_the_history()
    {
        var text = KernelText.Of<AccessKeyEvent>(AdasKeyMade);
        Assert.DoesNotContain(AdasKey.Hash, text, StringComparison.Ordinal);
        Assert.DoesNotContain(AdasKey.Label, text, StringComparison.Ordinal);
        Assert.Contains("fulfilment", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Shows_no_hash_in_the_rows() =>
        Assert.DoesNotContain(
            AdasKey.Hash, KernelText.Of(AccessKeyRow.Of("key-adaadaad", States[1])), StringComparison.Ordinal);

    [Fact]
    public void Follows_the_table_in_the_readme() => Assert.Equal(
        TruthTable.InReadmeOf("Access", "Keys"),
        TruthTable.Draw(States, Commands, (state, command) => AccessKeyMachine.Decide(state, command, Today)));

    [Fact]
    public void Leaves_no_state_and_no_command_out()
    {
        Assert.Equal([.. typeof(AccessKeyState).GetNestedTypes()], States.Select(state => state.GetType()).ToHashSet());
        Assert.Equal(
            [.. typeof(AccessKeyCommand).GetNestedTypes()], Commands.Select(command => command.GetType()).ToHashSet());
    }

    [Fact]
    public void Lets_nothing_happen_twice() =>
        Assert.Equal([], Spec.HappeningTwice(AccessKeyGrain.Plan, Today, States, Commands));

    private static Spec<AccessKeyState, AccessKeyCommand, AccessKeyEvent, AccessKeyView> Given(
        params AccessKeyEvent[] happened) =>
        Spec.Of(AccessKeyGrain.Plan, Today).Given(happened);
}
