using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Certificates.CertificateEvent;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Certificates;

/// <summary>States and commands by which certificates are tried.</summary>
internal static class GivenACertificate
{
    public const string Check = "ada-ABCDEFGHIJ-1000000";

    public static readonly CertificateId Id = CertificateId.Of("certificate-1");

    public static readonly CustomerId Ada = CustomerId.Of("customer-ada");

    public static readonly CustomerId Bob = CustomerId.Of("customer-bob");

    public static readonly DateTimeOffset InAYear = Noon.AddMonths(12);

    public static readonly DateTimeOffset HeldUntil = Noon + Shop.HoldTime;

    public static readonly GiftLetter Letter = new("Ada", "Bob", "Well done!", "ada@example.com");

    public static readonly AuthorizeRequest Card = new(
        "certificate-1/1", "certificate-1/1/authorize", Dollars(5000), "pm_card_visa", null, null);

    public static readonly PaymentFact.Approved Paid =
        new("pi_1", Dollars(5000), Dollars(0), Dollars(0), AddressMatches: true, Visa, null);

    public static readonly Issue IssueFifty = new(1_000_000, Ada, Dollars(5000), ExpiryChoices.Usual, "admin:1");

    public static readonly Purchase BuyFifty = new(1_000_000, Bob, "bob@example.com", Letter, Check, Card);

    public static readonly Hold HoldThirty = new(FirstTry, Ada, Dollars(3000), HeldUntil);

    public static readonly Issued WasIssued = new(Noon, 1_000_000, Ada, Dollars(5000), InAYear, "admin:1");

    public static readonly Purchased WasPurchased = new(
        Noon, 1_000_000, Bob, InAYear, "bob@example.com", Letter, Check, Card, Noon + Shop.DoubtTime);

    public static readonly PaymentAuthorized WasAuthorized = new(Noon, "pi_1", AddressMatches: true, 0)
    {
        Card = Visa,
    };

    public static readonly PaymentRefused WasRefused = new(Noon, "pi_1", "card_declined", Present: true, false)
    {
        Declined = "lost_card",
    };

    public static Spec<CertificateState, CertificateCommand, CertificateEvent, CertificateView> Nothing =>
        Spec.Of(CertificateBlueprint.Of(Id, Shop), Noon);

    public static Spec<CertificateState, CertificateCommand, CertificateEvent, CertificateView> AnIssuedOne =>
        Nothing.Given(WasIssued);

    public static Spec<CertificateState, CertificateCommand, CertificateEvent, CertificateView> ABoughtOne =>
        Nothing.Given(WasPurchased, WasAuthorized);

    public static Spec<CertificateState, CertificateCommand, CertificateEvent, CertificateView> AHeldOne =>
        AnIssuedOne.Given(WasHeld(FirstTry, 3000));

    public static Spec<CertificateState, CertificateCommand, CertificateEvent, CertificateView> AUsedOne =>
        AHeldOne.Given(new Used(Noon, FirstTry));

    public static Held WasHeld(AttemptId attempt, long amount) => new(Noon, attempt, Dollars(amount), HeldUntil);

    // Name in the table → state.
    public static (string Name, CertificateState State)[] States =>
    [
        ("Blank", Nothing.State),
        ("Confirmed", Nothing.Given(WasPurchased).State),
        ("Failed", Nothing.Given(WasPurchased, WasRefused).State),
        ("Bought", ABoughtOne.State),
        ("Issued", AHeldOne.State),
        ("Void", AHeldOne.Given(new CertificateEvent.Voided(Noon, "admin:1", Dollars(2000))).State),
    ];

    public static CertificateCommand[] Life =>
    [
        IssueFifty, BuyFifty, new Learn(Paid, Present: true), new AskCancel("pi_1"),
        new TakeMoney(Paid with { Captured = Dollars(5000) }),
        new Settle(new PaymentFact.Cancelled("pi_1")), new Claim(Ada, Check), new SetExpiry(null),
        new CertificateCommand.Void("admin:1"), new LeaveOut(),
    ];

    public static CertificateCommand[] Money =>
    [
        HoldThirty with { Attempt = SecondTry }, new Commit(FirstTry), new Release(FirstTry),
        new Reinstate(FirstTry, "void", Dollars(1000)),
    ];
}

public sealed class TheTruthTablesOfCertificates
{
    [Fact]
    public void Are_those_of_the_readme()
    {
        Check("Life", GivenACertificate.Life);
        Check("Money", GivenACertificate.Money);
    }

    [Fact]
    public void Leave_no_state_and_no_command_out()
    {
        Assert.Equal(
            [.. typeof(CertificateState).GetNestedTypes()],
            GivenACertificate.States.Select(one => one.State.GetType()).ToHashSet());
        Assert.Equal(
            [.. typeof(CertificateCommand).GetNestedTypes()],
            All.Select(command => command.GetType()).ToHashSet());
    }

    [Fact]
    public void Let_nothing_happen_twice() => Assert.Equal([], Spec.HappeningTwice(
        CertificateBlueprint.Of(GivenACertificate.Id, Shop), Noon,
        GivenACertificate.States.Select(one => one.State), All));

    private static CertificateCommand[] All => [.. GivenACertificate.Life, .. GivenACertificate.Money];

    private static void Check(string title, CertificateCommand[] commands) => Assert.Equal(
        TruthTable.InReadmeOf("Certificates", title),
        TruthTable.Draw(
            GivenACertificate.States,
            commands.Select(command => (command.GetType().Name, command)),
            (state, command) => CertificateMachine.Decide(GivenACertificate.Id, Shop, state, command, Noon)));
}
