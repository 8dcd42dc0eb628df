using System.Runtime.InteropServices;
using Commerce.Grains.Certificates;
using Commerce.Grains.Orders;
using Commerce.Silo.Gateways.Simulated;
using PaymentStatus = Commerce.Grains.Orders.PaymentStatus;

namespace Commerce.Silo.Storage.Audit;

/// <summary>The shop's invariants as checks: each gives what breaks it. Pure.</summary>
internal static class Invariants
{
    /// <summary>I1: nothing below zero; what is held is the sum of its promises; every promise belongs to an attempt
    /// that may have it, and every paid unit that has not left is promised.</summary>
    public static IEnumerable<Violation> Stock(ShopFacts shop) =>
        [.. Numbers(shop), .. Promises(shop), .. OfLiveAttempts(shop), .. OfPaidOrders(shop)];

    /// <summary>I1 of the stock items: nothing below zero, and what is held is the sum of its promises.</summary>
    public static IEnumerable<Violation> Numbers(ShopFacts shop)
    {
        Dictionary<string, long> promised = new(StringComparer.Ordinal);
        foreach (var hold in shop.Holds)
            CollectionsMarshal.GetValueRefOrAddDefault(promised, hold.StockKey, out _) += hold.Remaining;
        return shop.Stocks.SelectMany(stock => NumbersOf(stock, promised.GetValueOrDefault(stock.Key)));
    }

    /// <summary>I1 of one stock item.</summary>
    /// <param name="item">The stock item.</param>
    /// <param name="promised">How many pieces are promised to paid orders.</param>
    public static IEnumerable<Violation> NumbersOf(StockFacts item, long promised)
    {
        var (key, stock) = item;
        var sum = stock.Open.Sum(hold => (long)hold.Quantity) + promised;
        if (stock.OnHand < 0) yield return new("I1", key, $"{stock.OnHand} on hand");
        if (stock.Held != sum) yield return new("I1", key, $"{stock.Held} held, but its promises come to {sum}");
    }

    /// <summary>I1 of paid promises: each belongs to the attempt that paid or to an addition, and is what has not
    /// left.</summary>
    public static IEnumerable<Violation> Promises(ShopFacts shop)
    {
        var orders = shop.Orders.ToDictionary(order => order.Id);
        foreach (var hold in shop.Holds)
        {
            var attempt = AttemptId.Of(hold.Attempt);
            var order = orders.GetValueOrDefault(attempt.Order);
            if (IsOnItsWay(shop, attempt.Order)) continue;
            var wanted = order?.Unshipped.GetValueOrDefault((hold.StockKey, attempt)) ?? 0;
            if (wanted != hold.Remaining)
                yield return new(
                    "I1", hold.StockKey, $"{hold.Remaining} promised to {attempt}, which is to get {wanted}");
        }
    }

    /// <summary>I1 of paid orders: every unit that has not left is promised.</summary>
    public static IEnumerable<Violation> OfPaidOrders(ShopFacts shop)
    {
        var known = shop.Holds.Select(hold => (hold.StockKey, hold.Attempt))
            .Concat(shop.Stocks.SelectMany(stock => stock.State.Open.Select(hold => (stock.Key, hold.Attempt.Value))))
            .ToHashSet();
        foreach (var order in shop.Orders.Where(order => order.PaidBy is not null && !IsOnItsWay(shop, order.Id)))
        {
            foreach (var (key, holder) in order.Unshipped.Keys.Where(
                one => !known.Contains((one.StockKey, one.Holder.Value))))
                yield return new("I1", key, $"nothing is promised to {holder}, which paid for it");
        }
    }

    /// <summary>I1 of live attempts: a hold beyond its time is released on a verdict only, so each has all of its
    /// own.</summary>
    public static IEnumerable<Violation> OfLiveAttempts(ShopFacts shop)
    {
        var open = shop.Stocks.SelectMany(stock => stock.State.Open.Select(hold => (stock.Key, hold)))
            .ToLookup(one => one.hold.Attempt, one => (one.Key, one.hold.Quantity));
        foreach (var order in shop.Orders.Where(order => order.Live is not null && !IsOnItsWay(shop, order.Id)))
        {
            var held = open[order.Live!.Value].GroupBy(one => one.Key)
                .ToDictionary(one => one.Key, one => one.Sum(hold => (long)hold.Quantity));
            foreach (var key in order.Wanted.Keys.Union(held.Keys))
            {
                var (wants, has) = (order.Wanted.GetValueOrDefault(key), held.GetValueOrDefault(key));
                if (wants != has) yield return new("I1", key, $"{has} held for {order.Live}, which wants {wants}");
            }
        }
    }

    /// <summary>I2: what <see cref="CardOf"/> says of each order, and no two transactions have one number.</summary>
    public static IEnumerable<Violation> Card(ShopFacts shop) =>
        shop.Orders.SelectMany(CardOf).Concat(SharedNumbers(shop));

    /// <summary>I2 of one order: 0 ≤ refunded, disputed ≤ captured ≤ authorised; what is captured and refunded is the
    /// sum of its charges, with what was taken with the promise itself, and its refunds; a capture is over what is
    /// charged, no more and no less; and one live attempt at most.</summary>
    public static IEnumerable<Violation> CardOf(OrderFacts order)
    {
        var live = 0;
        var allAsked = true;
        foreach (var payment in order.Payments)
        {
            if (payment.Request is not { } request)
            {
                allAsked = false;
                continue;
            }

            if (payment.Refunded < 0 || payment.Refunded > payment.Captured
                || payment.Captured > request.Amount.Amount)
                yield return new("I2", payment.Attempt.Value,
                    $"refunded {payment.Refunded}, captured {payment.Captured}, authorised {request.Amount.Amount}");
            if (payment.Disputed < 0 || payment.Disputed > payment.Captured)
                yield return new("I2", payment.Attempt.Value,
                    $"disputed {payment.Disputed}, captured {payment.Captured}");
            if (WrongSum(order, payment) is { } wrong) yield return wrong;
            if (!request.OffSession && IsLive(payment)) live++;
        }

        foreach (var shipment in order.Miscaptured)
            yield return new("I2", order.Id.Value, $"what is captured for {shipment} is not what it is charged");
        if (allAsked && live > 1) yield return new("I2", order.Id.Value, $"{live} attempts are live");
    }

    private static bool IsLive(Payment payment) =>
        payment.Status is PaymentStatus.Confirmed or PaymentStatus.ActionRequired;

    // Money of a payment that is over or being ended was never the order's.
    private static Violation? WrongSum(OrderFacts order, Payment payment)
    {
        if (payment.Status != PaymentStatus.Authorized) return null;
        var charged = order.Charged.GetValueOrDefault(payment.Attempt);
        var back = order.GivenBack.GetValueOrDefault(payment.Attempt);
        return (charged, back) == (payment.Captured, payment.Refunded)
            ? null
            : new("I2", payment.Attempt.Value,
                $"captured {payment.Captured}, but its charges took {charged}; refunded {payment.Refunded}, but its "
                    + $"refunds gave {back}");
    }

    private static IEnumerable<Violation> SharedNumbers(ShopFacts shop) => shop.Orders
        .SelectMany(order => order.Numbers.Select(number => (order.Id, number)))
        .Concat(shop.Certificates.Where(one => one.Payment is { Number: > 0 })
            .Select(one => (Id: new OrderId(one.Id.Value), number: one.Payment!.Number)))
        .GroupBy(one => one.number)
        .Where(group => group.Count() > 1)
        .Select(group => new Violation(
            "I2", group.First().Id.Value, $"{group.Count()} transactions have the number {group.Key}"));

    /// <summary>I3 of each order.</summary>
    public static IEnumerable<Violation> Books(ShopFacts shop) => shop.Orders.SelectMany(BooksOf);

    /// <summary>I3: money taken, owed and booked as uncollected, and what certificates pay, is what the goods that left
    /// cost, less what was given back. Money of a payment that is being ended, and what was taken with a promise and no
    /// shipment has used, is nobody's yet.</summary>
    public static IEnumerable<Violation> BooksOf(OrderFacts order)
    {
        var books = order.Books;
        var taken = books.Refunded;
        foreach (var payment in order.Payments)
        {
            if (payment.Status == PaymentStatus.Authorized) taken += payment.Captured - payment.Refunded;
        }

        var covered = taken - books.BackAsMoney - books.Ahead + books.Owed + books.Uncollected + books.Certificates;
        if (covered != books.Left - books.Back || books.Left != books.Shipments)
            yield return new("I3", order.Id.Value, $"taken {taken}, {books}");
        if (books is { Uncollected: < 0 } or { Owed: < 0 } or { Certificates: < 0 } or { Back: < 0 } or { Ahead: < 0 })
            yield return new("I3", order.Id.Value, $"below zero: {books}");
    }

    /// <summary>I5: whoever has something unfinished has an entry in <c>due</c>.</summary>
    public static IEnumerable<Violation> Rest(ShopFacts shop) =>
        Unfinished(shop).Distinct().Where(one => !shop.Due.Contains(one))
            .Select(one => new Violation("I5", one, "is unfinished, and nobody will look at it again"));

    /// <summary>I6: each event that mails has exactly one outbox row.</summary>
    public static IEnumerable<Violation> Mail(ShopFacts shop)
    {
        var stored =
            shop.MailsStored.ToDictionary(mail => (mail.OrderId, mail.Version, mail.Template), mail => mail.Count);
        var wanted =
            shop.MailsWanted.ToDictionary(mail => (mail.OrderId, mail.Version, mail.Template), mail => mail.Count);
        return stored.Keys.Union(wanted.Keys)
            .Where(key => stored.GetValueOrDefault(key) != wanted.GetValueOrDefault(key))
            .Select(key => new Violation("I6", $"{key.OrderId}.{key.Version}",
                $"{stored.GetValueOrDefault(key)} rows '{key.Template}', {wanted.GetValueOrDefault(key)} wanted"));
    }

    /// <summary>I7: one request per key; money at the gateway belongs to an attempt, and both say the same of
    /// it.</summary>
    public static IEnumerable<Violation> Gateway(
        ShopFacts shop, IReadOnlyList<SimulatedPayment> payments, IReadOnlyList<LedgerRequest> requests)
    {
        foreach (var request in requests.Where(request => request.Conflicts > 0))
            yield return new("I7", request.RequestKey, "was sent with more than one request");

        var bought = shop.Certificates.Select(one => one.Payment).OfType<CertificatePayment>()
            .ToDictionary(payment => payment.Request.Reference);
        var known = shop.Orders.SelectMany(order => order.Payments.Select(payment => payment.Attempt.Value))
            .ToHashSet();
        foreach (var payment in payments.Where(payment => payment.HoldsMoney))
        {
            if (bought.TryGetValue(payment.Attempt, out var gift))
            {
                if (GiftDiffers(payment, gift))
                    yield return new("I7", payment.Id, $"holds {payment.Amount} for {gift}");
            }
            else if (!known.Contains(payment.Attempt))
                yield return new("I7", payment.Id, $"holds money for {payment.Attempt}, which is unknown here");
        }

        var there = payments.ToLookup(payment => payment.Attempt);
        foreach (var violation in shop.Orders.SelectMany(order => GatewayOf(
            order,
            [.. order.Payments.SelectMany(payment => there[payment.Attempt.Value])],
            IsOnItsWay(shop, order.Id))))
            yield return violation;
    }

    /// <summary>I7 of one order and what the gateway has of its payments.</summary>
    public static IEnumerable<Violation> GatewayOf(
        OrderFacts order, IReadOnlyList<SimulatedPayment> payments, bool isOnItsWay)
    {
        foreach (var ours in order.Payments)
        {
            var isHeld = false;
            foreach (var payment in payments)
            {
                if (!payment.HoldsMoney || payment.Attempt != ours.Attempt.Value) continue;
                isHeld = true;
                foreach (var violation in Differences(order, ours, payment, isOnItsWay)) yield return violation;
            }

            if (!isHeld && ours is { Status: PaymentStatus.Authorized, Request: not null }
                && (ours.Captured == 0 || ours.Captured > ours.Refunded) && !order.Moving.Contains(ours.Attempt))
                yield return new("I7", ours.Attempt.Value, "is authorised here, but the gateway holds no money for it");
        }
    }

    private static IEnumerable<Violation> Differences(
        OrderFacts order, Payment ours, SimulatedPayment payment, bool isOnItsWay)
    {
        var settled = !IsEnding(ours, isOnItsWay)
            && ours.Status is not (PaymentStatus.Confirmed or PaymentStatus.ActionRequired);
        if (settled && ours.Status != PaymentStatus.Authorized)
            yield return new("I7", payment.Id, $"holds money for {payment.Attempt}, which is {ours.Status}");
        var same = (payment.Captured == ours.Captured && payment.Refunded == ours.Refunded)
            || order.Moving.Contains(ours.Attempt);
        if (payment.Amount != ours.Request?.Amount.Amount || (settled && !same))
            yield return new(
                "I7",
                payment.Id,
                $"{payment.Amount} (captured {payment.Captured}, refunded {payment.Refunded}) there, "
                    + $"{ours.Request?.Amount} (captured {ours.Captured}, refunded {ours.Refunded}) here");
    }

    private static bool GiftDiffers(SimulatedPayment payment, CertificatePayment gift) =>
        gift.Status is PurchaseStatus.Dead or PurchaseStatus.Ended
        || payment.Amount != gift.Request.Amount.Amount
        || (gift.Status == PurchaseStatus.Captured && payment.Captured != gift.Captured);

    private static IEnumerable<string> Unfinished(ShopFacts shop) =>
    [
        .. shop.WithErrands,
        .. shop.Certificates.Where(one => one.IsUnfinished).Select(one => $"certificate/{one.Id}"),
        .. shop.FrozenCarts.Select(cart => $"cart/{cart}"),
        .. shop.Stocks.Where(stock => !stock.State.Open.IsEmpty).Select(stock => $"stock/{stock.Key}"),
        .. shop.Orders.Where(order => order.Live is not null || !order.Moving.IsEmpty
            || order.Payments.Any(payment => payment.Status == PaymentStatus.Ending))
            .Select(order => $"order/{order.Id}"),
    ];

    // The gateway is being told, or a person is. Of a promise whose time is over it hears by an errand.
    private static bool IsEnding(Payment payment, bool isOnItsWay) => payment.Status is PaymentStatus.Ending
        or PaymentStatus.ReturnFailed || (isOnItsWay && payment is { Status: PaymentStatus.Lapsed, Captured: 0 });

    // What it told others may not have arrived yet; I5 sees to it that it will.
    private static bool IsOnItsWay(ShopFacts shop, OrderId order) =>
        !shop.WithErrands.IsEmpty && shop.WithErrands.Contains($"order/{order}");
}
