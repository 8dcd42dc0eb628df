using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using static Commerce.Grains.Customers.CustomerCommand;
using static Commerce.Grains.Customers.CustomerEvent;
using static Commerce.Grains.Tests.Customers.GivenACustomer;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Customers;

public sealed class JoiningClasses
{
    [Fact]
    public void Waits_for_staff_where_the_shop_wants_it() => ACustomer
        .When(new ChooseClasses(["class-student", "class-student"])).Then(new MembershipSet("class-student", null));

    [Fact]
    public void Holds_at_once_where_the_shop_does_not() => Spec.Of(
            CustomerBlueprint.Of(Shop with { UserClassApproval = false }), Noon).Given(AdaRegistered)
        .When(new ChooseClasses(["class-student"])).Then(new MembershipSet("class-student", true));

    [Fact]
    public void Is_not_the_customers_choice_in_every_shop() => Spec.Of(
            CustomerBlueprint.Of(Shop with { UserClassSelfPlacement = false }), Noon).Given(AdaRegistered)
        .When(new ChooseClasses(["class-student"])).ThenRefused(new ClassesNotChosen());

    [Fact]
    public void Leaves_a_membership_that_stays_ticked_as_it_is() => ACustomer
        .Given(new MembershipSet("class-a", true), new MembershipSet("class-b", false))
        .When(new ChooseClasses(["class-b", "class-a"])).ThenNothingNew();

    [Fact]
    public void Ends_what_is_not_ticked_any_more() => ACustomer.Given(new MembershipSet("class-a", true))
        .When(new ChooseClasses([])).Then(new MembershipEnded("class-a"));

    [Fact]
    public void Holds_at_once_when_staff_say_so() => ACustomer
        .When(new SetMembership("class-a", true)).Then(new MembershipSet("class-a", true))
        .When(new SetMembership("class-a", false)).Then(new MembershipSet("class-a", false));

    [Theory]
    [InlineData("student")]
    [InlineData("class-")]
    [InlineData("class-Ü")]
    public void Needs_a_class(string id)
    {
        Assert.Equal("/classes/0", ACustomer.When(new ChooseClasses([id])).ThenRefused<InvalidValue>().Param);
        Assert.Equal("/classId", ACustomer.When(new SetMembership(id, true)).ThenRefused<InvalidValue>().Param);
    }
}
