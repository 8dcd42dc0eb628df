using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using static Commerce.Grains.Certificates.ClaimGuardCommand;
using static Commerce.Grains.Certificates.ClaimGuardEvent;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Certificates;

public sealed class GuessingClaimChecks
{
    private const string Key = "claims-customer-ada";

    private static readonly DateTimeOffset Until = Noon + Shop.SignInWindow;

    private static readonly Blueprint<ClaimGuardState, ClaimGuardCommand, ClaimGuardEvent, ClaimTries> Rules =
        ClaimGuardGrain.Plan(Shop);

    private static readonly (string Name, ClaimGuardState State)[] States =
    [
        ("Quiet", new ClaimGuardState.Quiet()),
        ("Counting", new ClaimGuardState.Counting(1, Until)),
        ("Full", new ClaimGuardState.Counting(Shop.SignInTriesMost, Until)),
    ];

    [Fact]
    public void Is_the_table_of_the_readme() => Assert.Equal(
        TruthTable.InReadmeOf("Certificates", "Claims"),
        TruthTable.Draw(
            States,
            new ClaimGuardCommand[] { new Try(), new Miss(null), new Forget() }
                .Select(command => (command.GetType().Name, command)),
            (state, command) => ClaimGuardMachine.Decide(Shop, state, command, Noon)));

    [Fact]
    public void Ends_after_so_many_and_begins_again_after_a_while()
    {
        var full = Spec.Of(Rules, Noon).Given(new Tried(Shop.SignInTriesMost, Until));
        full.When(new Try()).ThenRefused(new TooManyClaims(Until));
        full.At(Until).When(new Try()).Then(new Tried(1, Until + Shop.SignInWindow));
    }

    [Fact]
    public void Is_told_to_a_person_each_time_without_the_claim_check()
    {
        var missed = new Missed(Noon, 1, GivenACertificate.Id);
        var told = Assert.Single(Rules.Problems(Key, States[1].State, missed));
        Assert.StartsWith("customer-ada gave", told.Details, StringComparison.Ordinal);
        Assert.Contains("certificate-1", told.Details, StringComparison.Ordinal);
        Assert.Equal("certificate-1", told.Order);
        Assert.EndsWith("/v1/admin/customers/customer-ada/claims.", told.Details, StringComparison.Ordinal);
        var other = Assert.Single(Rules.Problems(Key, States[1].State, missed with { Count = 2, Certificate = null }));
        Assert.NotEqual(told.Key, other.Key);
        Assert.Null(other.Order);
        Assert.Empty(Rules.Problems(Key, States[1].State, new Tried(1, Until)));
    }
}
