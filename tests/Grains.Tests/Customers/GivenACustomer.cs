using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Kit;
using static Commerce.Grains.Customers.CustomerCommand;
using static Commerce.Grains.Customers.CustomerEvent;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Customers;

/// <summary>States and commands by which customers are tried.</summary>
internal static class GivenACustomer
{
    public static readonly CustomerId Ada = CustomerId.Of("customer-ada");

    public static readonly DateTimeOffset Until = Noon + Shop.SessionLifetime;

    public static readonly Address Home = ToAda.Address!;

    public static readonly SavedMethod Card = new("pm_1", Visa, Failed: false);

    public static readonly Register RegisterAda = new("Ada", "ada@example.com", "hash", "t1", Noon + Shop.HoldTime);

    public static readonly Registered AdaRegistered = new("Ada", "ada@example.com", "hash", "t1", Noon);

    public static Spec<CustomerState, CustomerCommand, CustomerEvent, CustomerView> Nobody =>
        Spec.Of(CustomerBlueprint.Of(Shop), Noon);

    public static Spec<CustomerState, CustomerCommand, CustomerEvent, CustomerView> ACustomer =>
        Nobody.Given(AdaRegistered);

    public static CustomerState Full => ACustomer.Given(
        new ConsentChanged(true),
        new AddressKept("address-1", Home),
        new MembershipSet("class-student", null),
        new MethodKept(Card with { Id = "pm_0" }, "cus_1"),
        new MethodDropped("pm_0", Noon),
        new MethodKept(Card, "cus_1"),
        new CertificateAdded("certificate-1"),
        new CartUsed(CartId.Of("cart-1")),
        new SessionOpened("s1", "hash-of-s1", Noon, Until)).State;

    public static CustomerState Decoy =>
        Nobody.GivenDone(RegisterAda with { Owner = CustomerId.Of("customer-other") }).State;

    public static CustomerState[] States => [Nobody.State, Decoy, Full];

    public static CustomerCommand[] Account =>
    [
        RegisterAda, new HearOfRegistration(), new ChangeProfile("Ada Lovelace", null), new ExemptFromTax(true),
        new SetPassword("new", "hash", "s1"), new OpenSession("s2", "hash-of-s2", "hash"), new CloseSession("s1"),
        new UseCart(AdasCart),
    ];

    public static CustomerCommand[] Belongings =>
    [
        new AddAddress("address-2", Home), new ChangeAddress("address-1", Home with { City = "Bath" }),
        new RemoveAddress("address-1"), new ChooseClasses(["class-publisher"]),
        new SetMembership("class-student", true), new EndMembership("class-student"),
    ];

    public static CustomerCommand[] Money =>
    [
        new KeepMethod(Card with { Id = "pm_2" }, "cus_1"), new DropMethod("pm_1"),
        new SettleMethod("pm_0", Forgotten: true), new MarkFailed("pm_1"),
        new AddCertificate("certificate-2"), new RemoveCertificate("certificate-1"),
    ];
}

public sealed class TheTruthTablesOfCustomers
{
    [Fact]
    public void Are_those_of_the_readme()
    {
        Check("Account", GivenACustomer.Account);
        Check("Addresses and classes", GivenACustomer.Belongings);
        Check("Payment methods and certificates", GivenACustomer.Money);
    }

    [Fact]
    public void Leave_no_state_and_no_command_out()
    {
        Assert.Equal(
            [.. typeof(CustomerState).GetNestedTypes()],
            GivenACustomer.States.Select(state => state.GetType()).ToHashSet());
        Assert.Equal(
            [.. typeof(CustomerCommand).GetNestedTypes()],
            All.Select(command => command.GetType()).ToHashSet());
    }

    [Fact]
    public void Let_nothing_happen_twice() => Assert.Equal(
        [], Spec.HappeningTwice(CustomerBlueprint.Of(Shop), Noon, GivenACustomer.States, All));

    private static CustomerCommand[] All =>
        [.. GivenACustomer.Account, .. GivenACustomer.Belongings, .. GivenACustomer.Money];

    private static void Check(string title, CustomerCommand[] commands) => Assert.Equal(
        TruthTable.InReadmeOf("Customers", title),
        TruthTable.Draw(
            GivenACustomer.States, commands, (state, command) => CustomerMachine.Decide(Shop, state, command, Noon)));
}
