using Commerce.Grains.Customers;
using Commerce.Grains.Customers.SignIn;
using Commerce.Kit;
using static Commerce.Grains.Customers.CustomerCommand;
using static Commerce.Grains.Customers.CustomerEvent;
using static Commerce.Grains.Tests.Customers.GivenACustomer;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Customers;

public sealed class SigningIn
{
    private static readonly OpenSession Open = new("s1", "hash-of-s1", "hash");

    [Fact]
    public void Opens_a_session_for_30_days() =>
        ACustomer.When(Open).Then(new SessionOpened("s1", "hash-of-s1", Noon, Noon.AddDays(30)));

    [Fact]
    public void Is_refused_when_the_password_changed_meanwhile() =>
        ACustomer.Given(new PasswordChanged("new", null)).When(Open).ThenRefused(new SignInRefused());

    [Fact]
    public void Replaces_the_token_when_the_same_sign_in_is_repeated()
    {
        var state = ACustomer.GivenDone(Open, Open with { Hash = "hash-of-another" }).State;
        Assert.Equal("hash-of-another", Assert.Single(SessionsOf(state)).Hash);
    }

    [Fact]
    public void Ends_what_is_over_and_the_oldest_of_too_many()
    {
        var many = ACustomer.GivenDone(Enumerable.Range(1, 21).Select(number => Open with { Session = $"s{number}" }));
        Assert.Equal(20, SessionsOf(many.State).Length);
        Assert.Equal("s2", SessionsOf(many.State)[0].Id);
        var later = many.At(Noon.AddDays(30)).GivenDone(Open with { Session = "late" });
        Assert.Equal("late", Assert.Single(SessionsOf(later.State)).Id);
    }

    [Fact]
    public void Goes_on_in_one_session_alone_after_a_new_password()
    {
        var spec = ACustomer.GivenDone(Open, Open with { Session = "s2" }, new SetPassword("new", "hash", "s2"));
        Assert.Equal("s2", Assert.Single(SessionsOf(spec.State)).Id);
        spec.When(new SetPassword("newer", "hash", "s2")).ThenRefused(new SignInRefused());
    }

    [Fact]
    public void Is_possible_ten_times_and_then_after_a_while_again()
    {
        var guard = Spec.Of(SignInGuardGrain.Plan(Shop), Noon);
        var full = guard.GivenDone(Enumerable.Repeat<GuardCommand>(new GuardCommand.Try(), 10));
        full.At(Noon.AddMinutes(14)).When(new GuardCommand.Try())
            .ThenRefused(new TooManySignIns(Noon.AddMinutes(15)));
        full.At(Noon.AddMinutes(15)).When(new GuardCommand.Try())
            .Then(new GuardEvent.Tried(1, Noon.AddMinutes(30)));
        full.GivenDone(new GuardCommand.Forget()).When(new GuardCommand.Try()).Accepted();
        Assert.Equal(Noon.AddMinutes(15), SignInGuardGrain.Plan(Shop).DueAt(full.State));
        Assert.IsType<GuardCommand.Forget>(SignInGuardGrain.Plan(Shop).Elapse(full.State, Noon.AddMinutes(15)));
    }

    [Fact]
    public void Is_guarded_as_the_table_in_the_readme_says()
    {
        (string, GuardState)[] states =
        [
            ("Quiet", new GuardState.Quiet()), ("Counting", new GuardState.Counting(1, Until)),
            ("Full", new GuardState.Counting(10, Until)),
        ];
        (string, GuardCommand)[] commands = [("Try", new GuardCommand.Try()), ("Forget", new GuardCommand.Forget())];
        Assert.Equal(
            TruthTable.InReadmeOf("Customers", "Guard"),
            TruthTable.Draw(
                states, commands, (state, command) => SignInGuardMachine.Decide(Shop, state, command, Noon)));
        Assert.Equal(
            [.. typeof(GuardState).GetNestedTypes()], states.Select(one => one.Item2.GetType()).ToHashSet());
        Assert.Equal(
            [.. typeof(GuardCommand).GetNestedTypes()], commands.Select(one => one.Item2.GetType()).ToHashSet());
    }

    private static ImmutableArray<Session> SessionsOf(CustomerState state) =>
        Assert.IsType<CustomerState.Known>(state).Sessions;
}
