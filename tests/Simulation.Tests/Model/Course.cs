using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;

namespace Commerce.Simulation.Tests.Model;

/// <summary>What can happen next in a universe: runners, gateway, errands, shopper, staff and time, in any
/// order.</summary>
internal static class Course
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ShopSettings Shop = new();
    private static readonly CartId CartId = CartId.Named("ada");
    private static readonly OrderId OrderId = CartId.Order;
    private static readonly CustomerId Ada = CustomerId.Named("ada");
    private static readonly CertificateId Gift = CertificateId.Named("gift");
    private static readonly Sku Globe = new("GLOBE");
    private static readonly DateTimeOffset Until = Noon + Shop.HoldTime;
    private static readonly Delivery ToAda = new(
        "ada@example.com", new("Ada", "1 Row", null, "City", null, null, "US", null), "standard");

    private static readonly CatalogueItem Item = new(
        Globe, ProductId.Of("product-globe"), 1, "Globe", "", Dollars(4500), null, false, true, true, null);

    private static readonly Quote ByCard = Quotes.Of([new(Item, 1)], QuoteTerms.Plain("USD"));

    private static readonly Quote InParts = CertificatePlan.Paying(
        ByCard, [new(Gift.Value, Noon.AddYears(1), Dollars(1000))]);

    private static readonly PaymentFact.Approved Yes = new(
        "pi", Dollars(3500), Dollars(0), Dollars(0), true, new("visa", "4242", 12, 2029), null)
    { Open = true };

    private static readonly PaymentFact No = new PaymentFact.Declined("pi", "generic_decline");
    private static readonly PaymentFact Step = new PaymentFact.ActionNeeded("pi", "secret");
    private static readonly PaymentFact Over = new PaymentFact.Cancelled("pi");

    /// <summary>A cart with a globe, ready to be paid, and a certificate that pays a part of it.</summary>
    public static Universe Start(Scope scope)
    {
        var stock = StockMachine.Evolve(StockState.Blank, new StockEvent.Counted(Noon, Globe, 1));
        var memory = new Memory();
        var empty = new Universe(
            memory, scope, memory.Same<CartState>(new CartState.Blank()),
            memory.Same<OrderState>(new OrderState.Blank([])),
            memory.Same<CertificateState>(new CertificateState.Blank()), memory.Same(stock), [], [],
            CartLapsed: false);
        var made = Gave(empty, new CertificateCommand.Issue(1, Ada, Dollars(1000), "P12M", "x"));
        var filled = made with { Cart = Cart(made, new CartCommand.AddLine(Item, 1))! };
        return filled with
        {
            Cart = Cart(filled, new CartCommand.TakeQuote(1, ToAda, [new(Item, 1)], QuoteIn(scope)))!,
        };
    }

    /// <summary>Every universe that may be next, with what leads there.</summary>
    public static IEnumerable<(string What, Universe Next)> From(Universe now) =>
    [
        .. OfShopper(now),
        .. Enumerable.Range(1, now.Attempts.Length).SelectMany(number => OfRunner(now, number)),
        .. Enumerable.Range(1, now.Attempts.Length).SelectMany(number => OfGateway(now, number)),
        .. Enumerable.Range(1, now.Attempts.Length).SelectMany(number => OfVerdict(now, number)),
        .. now.Told.Select(errand => (errand.ToString(), Deliver(now, errand))),
    ];

    private static Quote QuoteIn(Scope scope) => scope.Certificate ? InParts : ByCard;

    private static IEnumerable<(string, Universe)> OfShopper(Universe now)
    {
        var number = now.Attempts.Length + 1;
        var revision = CartBlueprint.ContentOf(now.Cart)!.Revision;
        if (number <= now.Scope.Attempts
            && Cart(now, new CartCommand.Freeze(revision, QuoteIn(now.Scope), $"request-{number}")) is { } frozen)
            yield return ($"freeze {number}", now with
            {
                Cart = frozen,
                Attempts = now.Attempts.Add(now.Memory.Same(new Attempt())),
            });
        yield return ("abandon", Order(now, new OrderCommand.Abandon()));
        if (!now.Scope.Steps) yield break;
        yield return ("void", Order(now, new OrderCommand.VoidOrder("sold out", false)));
        if (now.Scope.Lapses && now.Cart is CartState.Open
            && Cart(now, new CartCommand.Lapse(), Noon.AddYears(1)) is { } lapsed)
            yield return ("cart lapses", now with { Cart = lapsed, CartLapsed = true });
        if (now.CartLapsed) yield return ("order lapses", Order(now, new OrderCommand.Lapse()));
    }

    private static IEnumerable<(string, Universe)> OfRunner(Universe now, int number)
    {
        var (attempt, known) = (AttemptId.Of(OrderId, number), now.Attempts[number - 1]);
        var held = Stock(now, number, new StockCommand.Hold(attempt, 1, Until, Globe, known.Row));
        yield return ($"hold stock {number}", held.With(number, one => one with
        {
            StockHeld = one.StockHeld || held.Stock.OpenOf(attempt) is not null,
        }));
        if (known.StockHeld && now.Scope.Certificate)
        {
            var hold = new CertificateCommand.Hold(attempt, Ada, Dollars(1000), Until);
            var given = now with { Certificate = Certificate(now, hold) ?? now.Certificate };
            var use = CertificateMachine.CoreOf(given.Certificate)!.UseOf(attempt);
            yield return ($"hold certificate {number}", given.With(number, one => one with
            {
                CertificateHeld = one.CertificateHeld || use is { Status: UsageStatus.Held, Amount.IsPositive: true },
            }));
        }

        if (!known.StockHeld || (now.Scope.Certificate && !known.CertificateHeld)) yield break;
        var request = new AuthorizeRequest(
            attempt.Value, $"{attempt.Value}/authorize", QuoteIn(now.Scope).Totals.Due, "pm", null, null);
        yield return ($"confirm {number}", Order(
            now, new OrderCommand.Confirm(attempt, 3_000_001, QuoteIn(now.Scope), ToAda, Until, request, Ada)));
    }

    // Once a request was stored it may arrive at any time; what the gateway says of it is true then.
    private static IEnumerable<(string, Universe)> OfGateway(Universe now, int number)
    {
        var (attempt, known) = (AttemptId.Of(OrderId, number), now.Attempts[number - 1]);
        if (OrderMachine.CoreOf(now.Order)?.PaymentOf(attempt) is not { } payment) yield break;
        PaymentFact[] next = known.Truth switch
        {
            null => now.Scope.Steps ? [Yes, No, Step] : [Yes, No],
            PaymentFact.ActionNeeded => [Yes, No],
            PaymentFact.Declined when payment.ClientSecret is not null => [Yes],
            _ => [],
        };
        foreach (var fact in next)
            yield return ($"gateway {number}: {fact.GetType().Name}", now.With(number, one => one.Became(fact)));

        // Whoever looked may want it ended, at any time later: the step's time is over, it is given up, or void.
        if (known.Facts is not null)
            yield return ($"ask to cancel {number}", Order(now, new OrderCommand.AskCancel(attempt, "pi")));
        var mayCancel = payment.CancelAskedAt is not null
            || PaymentRules.PurposeOf(now.Order, payment, Noon) == InquiryPurpose.ReturnMoney;
        if (mayCancel && known.Truth is PaymentFact.ActionNeeded or PaymentFact.Declined or PaymentFact.Approved)
            yield return ($"gateway {number}: told to cancel", now.With(number, one => one.Became(Over)));

        foreach (var fact in known.Facts ?? [])
        {
            // G1: a browser that holds the secret could still confirm it, so it is cancelled first.
            if (fact is PaymentFact.Declined && payment.ClientSecret is not null) continue;
            yield return ($"learn {number}: {fact.GetType().Name}", Order(
                now, new OrderCommand.Learn(attempt, fact, Present: false)));

            // Said once it was told to cancel: it is not open to the shopper any more.
            if (fact is not (PaymentFact.Declined or PaymentFact.ActionNeeded))
                yield return ($"settle {number}: {fact.GetType().Name}", Order(
                    now, new OrderCommand.Settle(attempt, fact)));
        }

        yield return ($"learn {number}: nothing", Order(
            now, new OrderCommand.Learn(attempt, new PaymentFact.Unknown("timeout"), Present: true)));
    }

    // A cart or a stock item asks what became of an attempt, and does as it is told.
    private static IEnumerable<(string, Universe)> OfVerdict(Universe now, int number)
    {
        var (attempt, known) = (AttemptId.Of(OrderId, number), now.Attempts[number - 1]);
        var judged = Order(now, new OrderCommand.Judge(attempt));
        var verdict = PaymentRules.VerdictOn(judged.Order, attempt);
        if (verdict == Verdict.Paid)
        {
            yield return ($"close {number}", judged with
            {
                Cart = Cart(now, new CartCommand.Close(attempt)) ?? now.Cart,
            });
        }

        if (verdict == Verdict.Dead)
            yield return ($"judge {number}", judged.With(number, one => one with { KnownDead = true }));
        if (!known.KnownDead) yield break;
        yield return ($"release {number}", Stock(
            now, number, new StockCommand.Release(attempt, "ended", null, known.Row)));
        yield return ($"give back {number}", now with
        {
            Certificate = Certificate(now, new CertificateCommand.Release(attempt)) ?? now.Certificate,
        });
        yield return ($"thaw {number}", now with { Cart = Cart(now, new CartCommand.Thaw(attempt)) ?? now.Cart });
    }

    private static Universe Deliver(Universe now, Errand errand) => errand switch
    {
        OrderErrand.CommitStock e => Stock(
            now, e.Attempt.Number, new StockCommand.Commit(e.Attempt, RowOf(now, e.Attempt))),
        OrderErrand.ReleaseStock e => Stock(
            now, e.Attempt.Number, new StockCommand.Release(e.Attempt, e.Part, e.Quantity, RowOf(now, e.Attempt))),
        OrderErrand.CommitCertificate e => Gave(now, new CertificateCommand.Commit(e.Attempt)),
        OrderErrand.ReleaseCertificate e => Gave(now, new CertificateCommand.Release(e.Attempt)),
        OrderErrand.ReinstateCertificate e => Gave(now, new CertificateCommand.Reinstate(
            ((OrderState.Placed)now.Order).PaidBy!.Value, e.Part, e.Amount)),
        OrderErrand.CloseCart e => now with { Cart = Cart(now, new CartCommand.Close(e.Attempt)) ?? now.Cart },
        OrderErrand.ThawCart e => now with { Cart = Cart(now, new CartCommand.Thaw(e.Attempt)) ?? now.Cart },
        _ => now,
    };

    private static Universe Gave(Universe now, CertificateCommand command) =>
        now with { Certificate = Certificate(now, command) ?? now.Certificate };

    private static Kept? RowOf(Universe now, AttemptId attempt) => now.Attempts[attempt.Number - 1].Row;

    private static Universe Order(Universe now, OrderCommand command)
    {
        var (after, told) = now.Memory.Once(now.Memory.Same(now.Order), command, () => Decided(now, command));
        return told.IsEmpty && after == now.Order
            ? now
            : now with { Order = after, Told = [.. now.Told.Union(told)] };
    }

    private static Tuple<OrderState, ImmutableArray<Errand>> Decided(Universe now, OrderCommand command)
    {
        if (OrderMachine.Decide(OrderId, Shop, now.Order, command, Noon)
            is not Decision<OrderEvent>.Accepted(var events, _)) return new(now.Order, []);
        var after = events.Aggregate(now.Order, OrderMachine.Evolve);
        return new(
            now.Memory.Same(after), [.. events.SelectMany(happened => OrderErrands.Of(after, happened)).Distinct()]);
    }

    private static Universe Stock(Universe now, int number, StockCommand command)
    {
        var happened = now.Memory.Once(now.Memory.Same(now.Stock), command, () => new Happening(
            StockMachine.Decide(now.Stock, command, Noon, Shop.OpenHoldsMost)
                is Decision<StockEvent>.Accepted([var one], _)
                ? one
                : null)).Event;
        if (happened is null) return now;
        var kept = happened switch
        {
            StockEvent.Committed e => e.Kept,
            StockEvent.Released e => e.Kept,
            _ => now.Attempts[number - 1].Row,
        };
        return (now with { Stock = now.Memory.Same(StockMachine.Evolve(now.Stock, happened)) })
            .With(number, one => one with { Row = kept });
    }

    private static CartState? Cart(Universe now, CartCommand command, DateTimeOffset? at = null) =>
        now.Memory.Once(now.Memory.Same(now.Cart), (command, at), () => new After<CartState>(
            CartMachine.Decide(CartId, Shop, now.Cart, command, at ?? Noon)
                is Decision<CartEvent>.Accepted(var events, _)
                ? now.Memory.Same(events.Aggregate(now.Cart, CartMachine.Evolve))
                : null)).State;

    private static CertificateState? Certificate(Universe now, CertificateCommand command) =>
        now.Memory.Once(now.Memory.Same(now.Certificate), command, () => new After<CertificateState>(
            CertificateMachine.Decide(Gift, Shop, now.Certificate, command, Noon)
                is Decision<CertificateEvent>.Accepted(var events, _)
                ? now.Memory.Same(events.Aggregate(now.Certificate, CertificateMachine.Evolve))
                : null)).State;

    private sealed record Happening(StockEvent? Event);

    private sealed record After<T>(T? State) where T : class;

    private static Money Dollars(long cents) => new(cents, "USD");
}
