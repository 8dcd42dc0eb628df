using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Certificates.CertificateEvent;
using static Commerce.Grains.Tests.Certificates.GivenACertificate;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Certificates;

public sealed class OwningACertificate
{
    [Fact]
    public void Has_a_claim_check_of_the_mailbox_ten_random_letters_and_the_number()
    {
        var ids = new Ulids(TimeProvider.System);
        Assert.Equal(57, ClaimCheck.Alphabet.Distinct().Count());
        Assert.DoesNotContain(ClaimCheck.Alphabet, "Okl01".Contains);
        Assert.Matches(
            "^ada.lovela-[A-NP-Za-jm-z2-9]{10}-1000007$", ClaimCheck.Make("ada.lovelace@example.com", 1_000_007, ids));
        Assert.Matches("^bo-[A-NP-Za-jm-z2-9]{10}-1000008$", ClaimCheck.Make("bo@example.com", 1_000_008, ids));
        Assert.NotEqual(ClaimCheck.Make("bo@example.com", 1, ids), ClaimCheck.Make("bo@example.com", 1, ids));
    }

    [Theory]
    [InlineData("ada-ABCDEFGHIJ-1000000", 1_000_000L)]
    [InlineData("an-na-ABCDEFGHIJ-7", 7L)]
    [InlineData("1000000", null)]
    [InlineData("ada-ABCDEFGHIJ-", null)]
    [InlineData("ada-ABCDEFGHIJ--1", 1L)]
    [InlineData("ada-ABCDEFGHIJ-+1", null)]
    public void Finds_the_number_in_a_claim_check(string text, long? number) =>
        Assert.Equal(number, ClaimCheck.NumberOf(text));

    [Fact]
    public void Belongs_to_whoever_claims_it_first_and_to_nobody_else()
    {
        var claimed = ABoughtOne.When(new Claim(Ada, Check)).Then(new Claimed(Noon, Ada));
        claimed.When(new Claim(Ada, Check)).ThenNothingNew();
        claimed.When(new Claim(Bob, Check)).ThenRefused(new ClaimCheckRefused());
        claimed.When(HoldThirty).Then(WasHeld(FirstTry, 3000));
    }

    [Theory]
    [InlineData("ada-abcdefghij-1000000")]
    [InlineData("ada-ABCDEFGHIJ-100000")]
    [InlineData("")]
    public void Opens_for_the_exact_claim_check_only(string check) =>
        ABoughtOne.When(new Claim(Ada, check)).ThenRefused(new ClaimCheckRefused());

    [Fact]
    public void Opens_for_nobody_while_it_is_not_paid_or_void()
    {
        Nothing.Given(WasPurchased).When(new Claim(Ada, Check)).ThenRefused(new ClaimCheckRefused());
        Nothing.Given(WasPurchased, WasRefused).When(new Claim(Ada, Check)).ThenRefused(new ClaimCheckRefused());
        AnIssuedOne.When(new Claim(Ada, Check)).ThenRefused(new ClaimCheckRefused());
    }

    [Theory]
    [InlineData("P1D", "2026-03-02")]
    [InlineData("P7D", "2026-03-08")]
    [InlineData("P2W", "2026-03-15")]
    [InlineData("P3W", "2026-03-22")]
    [InlineData("P1M", "2026-04-01")]
    [InlineData("P12M", "2027-03-01")]
    [InlineData("P2Y", "2028-03-01")]
    public void Is_issued_for_as_long_as_staff_choose(string choice, string end) => Nothing
        .When(IssueFifty with { Expires = choice })
        .Then(WasIssued with { ExpiresAt = DateTimeOffset.Parse(end + "T12:00Z", null) });

    [Fact]
    public void Is_issued_for_no_other_time_and_for_something_only()
    {
        Assert.Equal("/expires", Nothing.When(IssueFifty with { Expires = "P8D" }).ThenRefused<InvalidValue>().Param);
        Assert.Equal(
            "/amount", Nothing.When(IssueFifty with { Amount = Dollars(0) }).ThenRefused<InvalidValue>().Param);
        Assert.Equal(
            "/amount", Nothing.When(IssueFifty with { Amount = new(1, "EUR") }).ThenRefused<InvalidValue>().Param);
        AnIssuedOne.When(IssueFifty with { Number = 1_000_001 }).ThenNothingNew();
    }

    [Fact]
    public void Expires_when_staff_say_so() => Assert.Equal(Dollars(0), CertificateMachine.CoreOf(
        AnIssuedOne.When(new SetExpiry(null)).Then(new ExpirySet(Noon, Noon)).State)!.UsableAt(Noon));

    [Theory]
    [InlineData("confirmed", false, "Not Yet Authorized")]
    [InlineData("failed_authorization", false, "Failed Authorization")]
    [InlineData("authorized_plus_avs", false, "Authorized (not yet claimed)")]
    [InlineData("authorized_minus_avs", true, "Claimed by Recipient")]
    [InlineData("void", true, "Void")]
    public void Says_to_its_buyer_how_it_stands(string status, bool claimed, string text) =>
        Assert.Equal(text, CertificateStatus.TextOf(status, claimed));
}
