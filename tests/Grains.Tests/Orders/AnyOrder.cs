using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>Whatever becomes of any order, its books are right to the cent and nothing is below 0 (I2, I3).</summary>
public sealed class AnyOrder
{
    private const int Courses = 3_000, StepsMost = 25;

    [Fact]
    public void Keeps_its_books()
    {
        var happened = new HashSet<string>();
        for (var seed = 0; seed < Courses; seed++) Run(seed, happened);

        // A test that never got there would prove nothing.
        Assert.Superset(
            new HashSet<string>
            {
                "ItemsShipped", "ShipmentUnpaid", "ShipmentReleased", "ItemsVoided", "ItemsReturned",
                "RefundMade", "RefundFailed", "RefundRepeated", "CertificatesReinstated", "AuthorizationLapsed",
                "ItemsAdded",
            },
            happened);
    }

    private static void Run(int seed, HashSet<string> happened)
    {
        var random = new Random(seed);
        var quote = AnyQuote(random);
        var request = quote.Totals.Due.IsPositive ? Asking(FirstTry) with { Amount = quote.Totals.Due } : null;
        var order = AnOrder.GivenDone(Confirming(FirstTry) with { Quote = quote, Request = request });
        if (request is not null) order = order.GivenDone(Told(Approved(quote)), Kept);
        var steps = random.Next(1, StepsMost);
        for (var step = 0; step < steps; step++)
        {
            if (AnyCommand(random, order.State, step) is not { } command) continue;
            var told = order.When(command);
            if (told.Decision is not Decision<OrderEvent>.Accepted accepted) continue;
            order = told.Accepted();
            foreach (var one in accepted.Events) happened.Add(one.GetType().Name);
            Check(order.State, $"seed {seed}, step {step}: {command}");
        }
    }

    private static void Check(OrderState state, string where)
    {
        var wrong = MemoryAudit.OfOrder(AdasOrder, state).FirstOrDefault();
        Assert.True(wrong is null, $"{where}: {wrong}");
        var placed = (OrderState.Placed)state;
        Assert.True(OrderMoney.Price(placed) >= 0 && OrderMoney.Tax(placed) >= 0, where);
        Assert.True(placed.Certificates.All(use => use.Net >= 0), where);
        Assert.True(placed.Shipments.All(shipment => shipment.Cost.Amount >= 0), where);
    }

    private static OrderCommand? AnyCommand(Random random, OrderState state, int step)
    {
        if (state is not OrderState.Placed order) return null;
        var items = order.Items;
        var item = items[random.Next(items.Length)];
        var shipment = order.Shipments.IsEmpty ? null : order.Shipments[random.Next(order.Shipments.Length)];
        var refund = order.Refunds.IsEmpty ? null : order.Refunds[random.Next(order.Refunds.Length)];
        var quantity = random.Next(1, item.Bought.Quantity + 1);
        return random.Next(11) switch
        {
            0 or 1 => new Ship(
                $"shipment-{step}", random.Next(3) == 0 ? [] : [new(item.Id, quantity)], null, null, null),
            2 or 3 or 4 when shipment is not null => new LearnCharge(shipment.Id, AnyFact(random, state, shipment.Id)),
            5 => new Return(
                $"refund-{step}", [new(item.Id, quantity, Part(random, item.Bought.UnitPrice * quantity))],
                Part(random, order.Core.Quote.BaseShipping), "no", null, false, []),
            6 when refund is { Parts.IsEmpty: false } => new LearnRefund(
                refund.Id, refund.Parts[^1].Reference, AnyFact(random, refund.Parts[^1])),
            7 when refund is { Parts.IsEmpty: false } => new RepeatRefund(refund.Id, refund.Parts[^1].Reference, 0),
            8 when shipment is not null => random.Next(2) == 0
                ? new ReleaseShipment(shipment.Id, "yes")
                : new AbortShipment(shipment.Id, "no"),
            9 when random.Next(3) == 0 => new VoidOrder("no", UnshippedOnly: true)
            {
                Items = random.Next(2) == 0 ? [] : [new(item.Id, quantity)],
            },
            10 => Adding($"{step}", Globe, random.Next(1, 4), random.Next(5_000)),
            _ => null,
        };
    }

    private static Money? Part(Random random, Money whole) =>
        random.Next(2) == 0 ? null : whole with { Amount = random.NextInt64(whole.Amount + 1) };

    private static PaymentFact AnyFact(Random random, OrderState state, string shipment) => random.Next(6) switch
    {
        0 => new PaymentFact.Declined("pi_1", "lost_card"),
        1 => new PaymentFact.Unknown("timeout"),
        2 => new PaymentFact.Cancelled("pi_1"),
        _ => ChargeRules.InquiryOf(state, shipment) is { } inquiry ? Taken(inquiry) : new PaymentFact.Absent(),
    };

    private static RefundFact AnyFact(Random random, RefundPart part) => random.Next(4) switch
    {
        0 => new RefundFact.Failed("re_1", part.PaymentId, "lost"),
        1 => new RefundFact.Unknown("timeout"),
        _ => new RefundFact.Made("re_1", part.PaymentId, part.Amount, random.Next(2) == 0),
    };

    private static Quote AnyQuote(Random random)
    {
        var items = ImmutableArray.CreateBuilder<QuoteItem>();
        for (var number = 1; number <= random.Next(1, 4); number++)
        {
            items.Add(new(
                number.ToString(System.Globalization.CultureInfo.InvariantCulture), Atlas.Sku, Atlas.Product, "x", "",
                random.Next(1, 5), Dollars(random.Next(5_000)), "", Dollars(random.Next(300)),
                Dollars(random.Next(400)), Dollars(random.Next(30)), SoftGood: false, Tracked: true));
        }

        var (shipping, tax) = (Dollars(random.Next(500)), Dollars(random.Next(50)));
        var all = items.Aggregate(shipping + tax, (sum, item) => sum + item.UnitTotal() * item.Quantity);
        var gift = random.Next(2) == 0 ? Dollars(0) : all with { Amount = random.NextInt64(all.Amount + 1) };
        var half = gift with { Amount = gift.Amount / 2 };
        return new(items.ToImmutable(), shipping, tax, new(all, Dollars(0), Dollars(0), gift, all - gift))
        {
            Certificates = gift.IsZero
                ? null
                : [new("certificate-1", Noon.AddDays(9), half), new("certificate-2", Noon.AddDays(8), gift - half)],
        };
    }
}
