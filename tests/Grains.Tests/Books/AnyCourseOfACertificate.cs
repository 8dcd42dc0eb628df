using System.Text.Json;
using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Kit;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Tests.Certificates.GivenACertificate;

namespace Commerce.Grains.Tests.Books;

/// <summary>Whatever becomes of a certificate that is bought: its money is taken once or not at all, and what is used
/// of it is never more than it is (I2, I4, I7).</summary>
public sealed class AnyCourseOfACertificate
{
    private static readonly string[] Currencies = ["USD", "JPY", "KWD"];

    private static readonly string[] MustHappen =
    [
        "Purchased", "PaymentAuthorized", "PaymentRefused", "MoneyTaken", "MoneyLost", "StrayMoneyFound",
        "MoneyReturned", "PaymentSeen", "Claimed", "Held", "Used", "Released", "Reinstated", "Voided", "ExpirySet",
    ];

    [Fact]
    public Task Keeps_every_book_to_the_cent() => AnyCourse.Runs(
        MustHappen,
        (number, random) => new CertificateCourse(
            random, TheCast.Shop with { Currency = Currencies[number % Currencies.Length] }),
        Run);

    private static async Task Run(CertificateCourse course, Random random)
    {
        var currency = Currency.Of(course.Settings.Currency);
        var unit = (long)Math.Pow(10, currency.Decimals);
        Money amount = new(
            random.NextInt64(5 * unit / currency.Step, 300 * unit / currency.Step) * currency.Step, currency.Code);
        course.Do(BuyFifty with { Request = Card with { Amount = amount }, Transaction = 4_000_000 });
        for (var steps = random.Next(1, 30); steps > 0; steps--)
        {
            await Step(random, course);
            Check(course, currency);
        }

        await course.ComeToRest();
        Check(course, currency);
        CheckAtRest(course);
    }

    private static async Task Step(Random random, CertificateCourse course)
    {
        var attempt = AttemptId.Of(TheCast.AdasOrder, random.Next(1, 5));
        var amount = course.Core.Amount with { Amount = AnyCourse.AnyPart(random, course.Core.Amount) };
        switch (random.Next(15))
        {
            case 0 or 1:
                await course.Ask(isPresent: random.Next(2) == 0);
                break;
            case 2 or 3:
                await course.Deliver();
                break;
            case 4:
                await course.Look();
                break;
            case 5:
                course.Clock.Advance(TimeSpan.FromHours(random.Next(1, 30)));
                break;
            case 6:
                await Misfortune(random, course);
                break;
            case 7 or 8:
                course.Do(new Claim(Ada, course.Core.ClaimCheck!));
                course.Do(new Hold(attempt, Ada, amount, course.Clock.GetUtcNow() + TheCast.Shop.HoldTime));
                break;
            case 9:
                course.Do(new Commit(attempt));
                break;
            case 10:
                course.Do(new Release(attempt));
                break;
            case 11:
                course.Do(new Reinstate(attempt, $"refund-{random.Next(3)}", amount));
                break;
            case 12 when random.Next(5) == 0:
                course.Do(new CertificateCommand.Void("admin:1"));
                break;
            case 13 when random.Next(3) == 0:
                course.Do(new SetExpiry(course.Clock.GetUtcNow().AddDays(random.Next(-9, 99))));
                break;
            default:
                await course.Hear();
                break;
        }
    }

    // A promise ends, somebody pays what was declined, or the customer's bank takes a part back.
    private static async Task Misfortune(Random random, CertificateCourse course)
    {
        if (course.Gateway.Books is not [var book, ..]) return;
        if (book.Captured > 0)
        {
            course.Gateway.Dispute(
                book.Id, AnyCourse.AnyPart(random, course.Core.Amount with { Amount = book.Captured }));
        }
        else if (book.HoldsMoney) course.Gateway.Lapse(book.Id);
        else course.Gateway.PayAnyway(book.Id);
        await course.Hear();
    }

    private static void Check(CertificateCourse course, Currency currency)
    {
        Assert.Empty(course.Gateway.Conflicts);
        Assert.InRange(course.Gateway.Books.Count, 0, 1);
        foreach (var book in course.Gateway.Books)
        {
            Assert.InRange(book.Refunded, 0, book.Captured);
            Assert.InRange(book.Captured, 0, book.Amount);
        }

        var core = course.Core;
        Assert.InRange(core.Left().Amount, 0, core.Amount.Amount);
        Assert.InRange(core.UsableAt(course.Clock.GetUtcNow()).Amount, 0, core.Left().Amount);
        Assert.All(core.Uses, use => Assert.InRange(use.Net().Amount, 0, use.Amount.Amount));
        Assert.InRange(core.Uses.Sum(use => use.Net().Amount), 0, core.Amount.Amount);
        StoredAmounts.Check(JsonElement.Parse(KernelText.Of(course.State)), currency.Step);
    }

    // What is valid was paid for, unless a person heard of it; what failed was not.
    private static void CheckAtRest(CertificateCourse course)
    {
        Assert.IsNotType<CertificateState.Confirmed>(course.State);
        var paid = course.Core.PaidWith!;
        if (paid.Status == PurchaseStatus.Captured)
        {
            var book = Assert.Single(course.Gateway.Books);
            Assert.Equal((paid.Request.Amount.Amount, 0), (book.Captured, book.Refunded));
            Assert.Equal(book.Captured, paid.Captured);
            return;
        }

        Assert.Equal(0, course.Gateway.Holding);
        Assert.NotEqual(PurchaseStatus.Authorized, paid.Status);
        if (course.State is CertificateState.Valid)
            Assert.Contains(course.Happened, one => one is CertificateEvent.MoneyLost);
    }
}
