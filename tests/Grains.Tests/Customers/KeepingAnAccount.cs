using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;
using Commerce.Kit;
using static Commerce.Grains.Customers.CustomerCommand;
using static Commerce.Grains.Customers.CustomerEvent;
using static Commerce.Grains.Tests.Customers.GivenACustomer;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Customers;

public sealed class KeepingAnAccount
{
    private static readonly string[] Personal =
        ["Ada", "ada@example.com", "hash-of", "\"hash\"", "London", "Analytical", "4242"];

    [Fact]
    public void Begins_with_an_address_that_was_claimed()
    {
        Nobody.When(RegisterAda).Then(AdaRegistered);
        Nobody.When(RegisterAda with { ClaimedUntil = Noon + Shop.HoldMargin }).ThenRefused<TryAgain>();
        Assert.Equal(
            [new AskUse(OwnedName.Email(" ADA@example.com"), Ada, "t1")],
            CustomerBlueprint.Of(Shop).Errands(Ada.Value, ACustomer.State, AdaRegistered));
    }

    [Fact]
    public void Is_not_another_persons_account() =>
        ACustomer.When(RegisterAda with { Email = "eve@example.com" }).ThenRefused<IdempotencyKeyUsed>();

    [Fact]
    public void Knows_its_own_address_in_any_letters()
    {
        Assert.True(ACustomer.State.Uses(OwnedName.Email("Ada@Example.COM ")));
        Assert.False(ACustomer.State.Uses(OwnedName.Email("adam@example.com")));
        Assert.False(Nobody.State.Uses(OwnedName.Email("ada@example.com")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void Has_a_name_of_1_to_200_characters(string? name)
    {
        var wrong = name ?? new string('a', 201);
        Assert.Equal("/name", Nobody.When(RegisterAda with { Name = wrong }).ThenRefused<InvalidValue>().Param);
        Assert.Equal("/name", ACustomer.When(new ChangeProfile(wrong, null)).ThenRefused<InvalidValue>().Param);
    }

    [Fact]
    public void Writes_nothing_personal_into_the_history()
    {
        CustomerEvent[] events =
        [
            AdaRegistered, new Renamed("Ada"), new PasswordChanged("hash", "s1"),
            new SessionOpened("s1", "hash-of-s1", Noon, Until), new AddressKept("a1", Home),
            new MethodKept(Card, "cus_1"),
        ];
        var text = KernelText.OfAll(events);
        foreach (var word in Personal) Assert.DoesNotContain(word, string.Join("\n", text), StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_neither_password_nor_session_in_view_and_rows()
    {
        var seen = KernelText.Of(CustomerBlueprint.Of(Shop).View(Ada.Value, Full))
            + KernelText.Of(CustomerRows.Of(Full));
        Assert.DoesNotContain("hash", seen, StringComparison.Ordinal);
        Assert.Contains("ada@example.com", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_only_so_many_addresses() => ACustomer
        .Given(Enumerable.Range(0, 50).Select(number => new AddressKept($"address-{number}", Home)))
        .When(new AddAddress("address-x", Home)).ThenRefused(new AccountFull("addresses", 50));

    /// <summary>CHK-02, CHK-03: the rule of a delivery's address.</summary>
    [Fact]
    public void Holds_no_address_that_nothing_can_be_sent_to()
    {
        foreach (var (place, wrong) in new[]
        {
            ("/name", Home with { Name = "" }), ("/line1", Home with { Line1 = " " }),
            ("/city", Home with { City = "\u200b" }), ("/country", Home with { Country = "??" }),
        })
        {
            Assert.Equal(place, ACustomer.When(new AddAddress("address-1", wrong)).ThenRefused<InvalidValue>().Param);
            Assert.Equal(
                place, Spec(Full).When(new ChangeAddress("address-1", wrong)).ThenRefused<InvalidValue>().Param);
        }

        var small = Home with { Country = Home.Country.ToLowerInvariant() };
        ACustomer.When(new AddAddress("address-1", small)).Then(new AddressKept("address-1", Home));
        Spec(Full).When(new ChangeAddress("address-1", small)).ThenNothingNew();
    }

    [Fact]
    public void Changes_no_address_that_is_not_there() =>
        ACustomer.When(new ChangeAddress("address-x", Home)).ThenRefused(new NotFound("address"));

    [Fact]
    public void Keeps_no_payment_method_that_was_paid_with_before_the_consent()
    {
        var consenting = ACustomer.GivenDone(new ChangeProfile(null, true));
        var keep = new KeepMethod(Card, "cus_1");
        consenting.When(keep with { PaidAt = Noon.AddSeconds(-1) }).ThenRefused(new ConsentMissing());
        consenting.When(keep with { PaidAt = Noon }).Then(new MethodKept(Card, "cus_1"));
    }

    [Fact]
    public void Keeps_no_payment_method_without_consent()
    {
        ACustomer.When(new KeepMethod(Card, "cus_1")).ThenRefused(new ConsentMissing());
        Spec(Full).When(new ChangeProfile(null, false))
            .Then(new MethodDropped("pm_1", Noon), new ConsentChanged(false));
    }

    [Fact]
    public void Takes_no_payment_method_back_that_failed_or_is_gone()
    {
        var failed = Spec(Full).GivenDone(new MarkFailed("pm_1"));
        Assert.True(Assert.IsType<CustomerState.Known>(failed.State).Methods[0].Failed);
        failed.When(new KeepMethod(Card, "cus_1")).ThenNothingNew();
        Spec(Full).When(new KeepMethod(Card with { Id = "pm_0" }, "cus_1")).ThenNothingNew();
    }

    [Fact]
    public void Says_whose_payment_method_one_is()
    {
        Assert.Equal(new(true, "cus_1", false), SavedMethodRules.TermsOf(Full, "pm_1", Shop));
        Assert.Equal(new(true, null, false), SavedMethodRules.TermsOf(Full, "pm_0", Shop));
        var second = Spec(Full).GivenDone(new KeepMethod(Card with { Id = "pm_2", Customer = "cus_2" }, "cus_2"));
        Assert.Equal("cus_2", SavedMethodRules.TermsOf(second.State, "pm_2", Shop).GatewayCustomer);
        var failed = Spec(Full).GivenDone(new MarkFailed("pm_1")).State;
        Assert.Equal(new(true, "cus_1", true), SavedMethodRules.TermsOf(failed, "pm_1", Shop));
        Assert.False(SavedMethodRules.TermsOf(Full, "pm_1", Shop with { SaveCards = false }).KeepsMethods);
        Assert.False(SavedMethodRules.TermsOf(ACustomer.State, "pm_1", Shop).KeepsMethods);
    }

    [Fact]
    public void Has_the_gateway_forget_what_is_dropped_once_no_order_needs_it()
    {
        var blueprint = CustomerBlueprint.Of(Shop);
        Assert.Equal(Noon, blueprint.DueAt(Full));
        Assert.Equal(
            [new CustomerErrand.ForgetMethod(Ada, "pm_0")], blueprint.Questions(Ada.Value, Full, Noon));
        var needed = Spec(Full).When(new SettleMethod("pm_0", Forgotten: false))
            .Then(new MethodNeeded("pm_0", Noon.AddDays(1)));
        Assert.Equal(Noon.AddDays(1), blueprint.DueAt(needed.State));
        Assert.Empty(blueprint.Questions(Ada.Value, needed.State, Noon.AddHours(23)));
        needed.When(new SettleMethod("pm_0", Forgotten: false)).ThenNothingNew();
        Assert.Null(blueprint.DueAt(needed.GivenDone(new SettleMethod("pm_0", Forgotten: true)).State));
    }

    private static Spec<CustomerState, CustomerCommand, CustomerEvent, CustomerView> Spec(CustomerState state) =>
        ACustomer with { State = state };
}
