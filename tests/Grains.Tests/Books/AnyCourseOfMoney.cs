using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using static Commerce.Grains.Orders.OrderCommand;

namespace Commerce.Grains.Tests.Books;

/// <summary>Whatever is bought under whatever rules, and whatever becomes of the order: after every step its books are
/// right to the cent (I2, I3, I4, I7), nothing is below zero, and what is stored is read as it was written.</summary>
public sealed class AnyCourseOfMoney
{
    private const int StepsMost = 26;

    private static readonly string[] MustHappen =
    [
        "PaymentAuthorized", "PaymentRefused", "MethodKept", "ShipmentRecorded", "ChargeAsked", "ShipmentCharged",
        "ChargeFailed", "ShipmentUnpaid", "ItemsShipped", "ShipmentReleased", "ShipmentAborted", "OwedUnpaid",
        "AuthorizationLapsed", "ItemsVoided", "OrderVoided", "ItemsReturned", "RefundMade", "RefundFailed",
        "RefundRepeated", "CertificatesReinstated", "MoneyReturned", "ItemsAdded", "ShipmentCovered", "AheadReturned",
        "RestUnwanted", "LinkMade", "PaymentOffered", "OfferAccepted", "OfferRefused", "OwedGivenUp",
    ];

    [Fact]
    public Task Keeps_every_book_to_the_cent() => AnyCourse.Runs(
        MustHappen,
        (number, random) =>
        {
            var course = new MoneyCourse(random, new(random));
            course.Gateway.TakesAtOnce = number % 3 == 2;
            return course;
        },
        Run);

    private static async Task Run(MoneyCourse course, Random random)
    {
        await course.Pay();
        if (course.State is OrderState.Placed)
        {
            var steps = random.Next(1, StepsMost);
            for (var step = 0; step < steps; step++)
            {
                await Step(random, course, step);
                new Bookkeeper(course).Check();
            }
        }

        await course.ComeToRest();
        new Bookkeeper(course).CheckAtRest();
    }

    private static async Task Step(Random random, MoneyCourse course, int step)
    {
        var order = (OrderState.Placed)course.State;
        var item = order.Items[random.Next(order.Items.Length)];
        var quantity = random.Next(1, item.Bought.Quantity + 1);
        var shipment = order.Shipments.IsEmpty ? null : order.Shipments[random.Next(order.Shipments.Length)];
        switch (random.Next(18))
        {
            case 0 or 1 or 2:
                course.Do(new Ship(
                    $"shipment-{step}", random.Next(3) == 0 ? [] : [new(item.Id, quantity)], null, null, null));
                if (random.Next(4) > 0) await course.Charge($"shipment-{step}");
                break;
            case 3 when shipment is not null:
                await course.Charge(shipment.Id);
                break;
            case 4 or 5 or 6:
                course.Do(Back(random, order, item, quantity, step));
                break;
            case 7:
                course.Do(new VoidOrder("no", random.Next(2) == 0)
                {
                    Items = random.Next(3) == 0 ? [] : [new(item.Id, quantity)],
                });
                break;
            case 8 when shipment is not null:
                course.Do(random.Next(2) == 0
                    ? new ReleaseShipment(shipment.Id, "yes")
                    : new AbortShipment(shipment.Id, "no"));
                break;
            case 9 when course.HasErrands:
                await course.DeliverOne(random);
                break;
            case 10:
                course.Clock.Advance(TimeSpan.FromHours(random.Next(1, 40)));
                await course.Look();
                break;
            case 11:
                Misfortune(random, course);
                break;
            case 12 when order.Refunds
                .SelectMany(refund => refund.Parts.Select(part => (refund.Id, part)))
                .FirstOrDefault(one => one.part is { Status: RefundStatus.Failed, RepeatedBy: null })
                is ({ } id, var part):
                course.Do(new RepeatRefund(id, part.Reference, 0));
                break;
            case 13:
                course.Do(course.Purchase.Adding(random, $"{step}", course.Clock.GetUtcNow()));
                break;
            case 14:
                await course.PayByLink(random.Next(2) == 0);
                break;
            case 15 when course.Gateway.Books is { Count: > 0 } books && books[random.Next(books.Count)] is var book:
                course.Dispute(
                    book, AnyPartOf(random, new(book.Captured - book.Refunded, course.Purchase.Settings.Currency)));
                break;
            default:
                await course.Look();
                break;
        }
    }

    private static Return Back(Random random, OrderState.Placed order, OrderItem item, int quantity, int step) => new(
        $"refund-{step}",
        [new(item.Id, quantity, Part(random, item.Bought.UnitPrice * quantity),
            Part(random, item.Bought.UnitShipping * quantity))],
        random.Next(2) == 0 ? null : Part(random, order.Core.Quote.BaseShipping), "no", null, false, []);

    // What the gateway does by itself: a promise ends, or a refund comes back.
    private static void Misfortune(Random random, MoneyCourse course)
    {
        var (payments, refunds) = (course.Gateway.Books, course.Gateway.RefundIds);
        if (refunds.Count > 0 && random.Next(2) == 0) course.FailRefund(refunds[random.Next(refunds.Count)]);
        else if (payments.Count > 0) course.Gateway.Lapse(payments[random.Next(payments.Count)].Id);
    }

    private static Money? Part(Random random, Money whole) => random.Next(2) == 0 ? null : AnyPartOf(random, whole);

    private static Money AnyPartOf(Random random, Money whole) =>
        whole with { Amount = AnyCourse.AnyPart(random, whole) };
}
