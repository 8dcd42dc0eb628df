using Commerce.Grains.Certificates;
using Commerce.Kit;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Certificates.CertificateEvent;
using static Commerce.Grains.Tests.Certificates.GivenACertificate;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Certificates;

public sealed class UsingACertificate
{
    private static readonly DateTimeOffset Lapsed = InAYear;

    [Theory]
    [InlineData(3000, 3000)]
    [InlineData(5000, 5000)]
    [InlineData(7000, 5000)]
    public void Takes_what_is_wanted_and_no_more_than_there_is(long wanted, long taken) => AnIssuedOne
        .When(HoldThirty with { Most = Dollars(wanted) }).Then(WasHeld(FirstTry, taken));

    [Fact]
    public void Lowers_the_balance_at_once_and_gives_the_rest_to_others() => AHeldOne
        .When(new Hold(SecondTry, Ada, Dollars(9000), HeldUntil)).Then(WasHeld(SecondTry, 2000))
        .When(HoldThirty).ThenNothingNew();

    [Fact]
    public void Takes_nothing_of_what_belongs_to_another_or_is_not_claimed()
    {
        AnIssuedOne.When(HoldThirty with { Customer = Bob }).ThenNothingNew();
        ABoughtOne.When(HoldThirty).ThenNothingNew();
    }

    [Fact]
    public void Tests_the_expiry_at_the_hold_and_never_again()
    {
        AnIssuedOne.At(Lapsed).When(HoldThirty).Then(new Held(Lapsed, FirstTry, Dollars(0), HeldUntil));
        AnIssuedOne.At(Lapsed.AddMilliseconds(-1)).When(HoldThirty)
            .Then(new Held(Lapsed.AddMilliseconds(-1), FirstTry, Dollars(3000), HeldUntil));
        AHeldOne.At(Lapsed.AddYears(1)).When(new Commit(FirstTry)).Then(new Used(Lapsed.AddYears(1), FirstTry));
    }

    [Fact]
    public void Shuts_the_door_to_a_hold_that_comes_after_its_release()
    {
        var released = AnIssuedOne.When(new Release(FirstTry)).Then(new Released(Noon, FirstTry, Dollars(0), null));
        released.When(HoldThirty).ThenNothingNew();
        released.When(new Commit(FirstTry)).ThenRefused(new CertificateHoldUnknown(FirstTry));
        Assert.Equal(Dollars(5000), CertificateMachine.CoreOf(released.State)!.Left());
    }

    [Fact]
    public void Gives_a_released_hold_back() => Assert.Equal(Dollars(5000), CertificateMachine.CoreOf(
        AHeldOne.When(new Release(FirstTry)).Then(new Released(Noon, FirstTry, Dollars(3000), null)).State)!.Left());

    [Fact]
    public void Gives_back_part_by_part_and_never_more_than_was_used()
    {
        var first = AUsedOne.When(new Reinstate(FirstTry, "refund-1", Dollars(1000)))
            .Then(new Reinstated(Noon, FirstTry, "refund-1", Dollars(1000), Dollars(1000), null));
        first.When(new Reinstate(FirstTry, "refund-1", Dollars(1000))).ThenNothingNew();
        var second = first.When(new Reinstate(FirstTry, "refund-2", Dollars(2500)))
            .Then(new Reinstated(Noon, FirstTry, "refund-2", Dollars(2000), Dollars(2500), null));
        Assert.Equal(Dollars(5000), CertificateMachine.CoreOf(second.State)!.Left());
        AnIssuedOne.When(new Reinstate(FirstTry, "void", Dollars(1))).ThenRefused(new CertificateHoldUnknown(FirstTry));
    }

    /// <summary>An order that gives back is paid: its hold was committed, whatever word of it is still on its
    /// way.</summary>
    [Fact]
    public void Counts_a_hold_as_used_of_which_something_is_given_back()
    {
        var back = AHeldOne.GivenDone(new Reinstate(FirstTry, "void", Dollars(3000)));
        Assert.Equal(UsageStatus.Used, CertificateMachine.CoreOf(back.State)!.UseOf(FirstTry)!.Status);
        Assert.Null(CertificateBlueprint.Of(Id, Shop).DueAt(back.State));
        back.When(new Commit(FirstTry)).ThenNothingNew();
    }

    [Fact]
    public void Tells_a_person_what_could_not_be_given_back()
    {
        var blueprint = CertificateBlueprint.Of(Id, Shop);
        var beyond = new Reinstated(Noon, FirstTry, "refund-2", Dollars(2000), Dollars(2500), null);
        Assert.Contains("25.00 USD", Assert.Single(blueprint.Problems(Id.Value, AUsedOne.State, beyond)).Details,
            StringComparison.Ordinal);
        Assert.Empty(blueprint.Problems(Id.Value, AUsedOne.State, beyond with { Amount = beyond.Asked }));
    }

    [Fact]
    public void Leaves_what_came_back_after_the_expiry_usable_for_thirty_days()
    {
        var end = Lapsed.AddDays(30);
        var back = AUsedOne.At(Lapsed).When(new Reinstate(FirstTry, "void", Dollars(1000)))
            .Then(new Reinstated(Lapsed, FirstTry, "void", Dollars(1000), Dollars(1000), end));
        Assert.Equal(Dollars(1000), CertificateMachine.CoreOf(back.State)!.UsableAt(end.AddMilliseconds(-1)));
        Assert.Equal(Dollars(0), CertificateMachine.CoreOf(back.State)!.UsableAt(end));
        var again = back.When(HoldThirty with { Attempt = SecondTry, Most = Dollars(600) })
            .Then(new Held(Lapsed, SecondTry, Dollars(600), HeldUntil));
        Assert.Equal(Dollars(400), CertificateMachine.CoreOf(again.State)!.UsableAt(Lapsed));
        var without = Spec.Of(CertificateBlueprint.Of(Id, Shop with { ReinstatedDays = 0 }), Lapsed) with
        {
            State = AUsedOne.State,
        };
        var gone = without.When(new Reinstate(FirstTry, "void", Dollars(1000)))
            .Then(new Reinstated(Lapsed, FirstTry, "void", Dollars(1000), Dollars(1000), null));
        Assert.Equal(Dollars(0), CertificateMachine.CoreOf(gone.State)!.UsableAt(Lapsed));
    }

    [Fact]
    public void Loses_by_a_void_what_is_neither_used_nor_held()
    {
        var ended = AHeldOne.When(new CertificateCommand.Void("admin:1"))
            .Then(new CertificateEvent.Voided(Noon, "admin:1", Dollars(2000)));
        ended.When(HoldThirty with { Attempt = SecondTry }).ThenNothingNew();
        ended.When(new Commit(FirstTry)).Then(new Used(Noon, FirstTry));
    }

    [Fact]
    public void Asks_what_became_of_an_attempt_whose_hold_is_about_to_end()
    {
        var blueprint = CertificateBlueprint.Of(Id, Shop);
        Assert.Equal(HeldUntil, blueprint.DueAt(AHeldOne.State));
        Assert.Empty(blueprint.Questions(Id.Value, AHeldOne.State, Noon));
        Assert.Equal(
            [new CertificateErrand.AskVerdict(Id, FirstTry)],
            blueprint.Questions(Id.Value, AHeldOne.State, HeldUntil));
        Assert.Null(blueprint.DueAt(AUsedOne.State));
    }

    [Fact]
    public void Says_in_its_row_that_something_is_left_from_the_first_write_on()
    {
        Assert.True(Row(AnIssuedOne.State).Remaining);
        Assert.False(Row(AnIssuedOne.Given(WasHeld(FirstTry, 5000)).State).Remaining);
        static CertificateRow Row(CertificateState state) =>
            (CertificateRow)CertificateRows.Of(state)["certificates"].Single();
    }
}
