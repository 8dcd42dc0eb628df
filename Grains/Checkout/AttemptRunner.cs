using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;

namespace Commerce.Grains.Checkout;

/// <summary>Walks one attempt through its steps. It may die anywhere, and several may walk one attempt at once: every
/// step answers a repeat with what was decided first.</summary>
internal sealed class AttemptRunner(
    IGrainFactory grains,
    CatalogueReader catalogue,
    GatewayInquiry gateway,
    CertificateHolds certificates,
    KeptMethods methods,
    EntityTools tools)
{
    // So that others do not wait behind a large cart.
    private const int AtOnceMost = 32;

    /// <summary>From the frozen cart to an order that is paid, declined or in doubt.</summary>
    public async Task<Outcome<Placement>> Walk(CartBasis cart, SubmitRequest request, Call call)
    {
        var attempt = cart.Attempt!.Value;
        var demand = DemandOf(cart.Quote!);
        var until = tools.Clock.Now() + tools.Settings.HoldTime;
        if (await Hold(attempt, demand, until) is { } shortage) return await GiveUp(cart, demand, shortage);
        var (quote, closed) = await certificates.Take(cart, until);
        if ((closed ?? LessPaid(cart.Quote!, quote, request)) is { } gone) return await GiveUp(cart, demand, gone);

        var payable = quote.Totals.Due.IsPositive;
        var authorize = payable
            ? await methods.ByOwner(
                cart.Customer, RequestOf(attempt, quote, request, cart.View.Delivery!), keeps: true)
            : null;
        var confirm = new OrderCommand.Confirm(
            attempt,
            Number: 0,
            quote,
            cart.View.Delivery!,
            demand.IsEmpty && quote.Shares().IsEmpty ? null : until,
            authorize,
            cart.Customer)
        {
            Notices = await NoticesOf(quote),
            InBasketAt = cart.InBasketAt,
        };

        // The answer is kept with the write that gives it: the payment's, or this one when nothing is to be paid.
        switch (await Order(attempt).Confirm(confirm, payable ? call with { Key = null } : call))
        {
            case Outcome<OrderView>.Refused(var why):
                return await GiveUp(cart, demand, why);
            case Outcome<OrderView>.Repeated(var key):
                return new Outcome<Placement>.Repeated(key);
        }

        // Asks what is to be asked now: an attempt that was confirmed long ago is not sent again (G3), and one that is
        // over is not asked about.
        var fact = await Order(attempt).Inquiry(attempt) is { Purpose: not InquiryPurpose.None } inquiry
            ? await gateway.Ask(Order(attempt), inquiry)
            : new PaymentFact.Unknown("over");
        return await AfterDecline(attempt, await Learn(attempt, fact, call));
    }

    /// <summary>An order as the answer to its checkout.</summary>
    public static Outcome<Placement> Answer(OrderView order, long version, bool earlier) =>
        new Outcome<Placement>.Done(new(order, earlier || order.Status == "void"), version);

    /// <summary>Opens the cart again at once if the attempt is dead, so that its shopper need not wait for the
    /// errand.</summary>
    public async Task OpenAgain(AttemptId attempt)
    {
        if (await Order(attempt).Verdict(attempt) != Verdict.Dead) return;
        await certificates.Release(attempt, (await Cart(attempt).Basis()).Quote);
        await Cart(attempt).Thaw(attempt);
    }

    private Task<Outcome<OrderView>> Learn(AttemptId attempt, PaymentFact fact, Call call) =>
        Order(attempt).Learn(new(attempt, fact, Present: true), call);

    private async Task<Outcome<Placement>> AfterDecline(AttemptId attempt, Outcome<OrderView> learned)
    {
        switch (learned)
        {
            case Outcome<OrderView>.Done(var order, var version):
                return Answer(order, version, earlier: false);
            case Outcome<OrderView>.Repeated(var key):
                return new Outcome<Placement>.Repeated(key);
            case Outcome<OrderView>.Refused(var why):
                await OpenAgain(attempt);
                return why;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // Certificates gave less than planned, since they were spent elsewhere meanwhile: the card pays more, unless the
    // shopper expects another amount or no card can pay it.
    private static PriceChanged? LessPaid(Quote planned, Quote taken, SubmitRequest request)
    {
        if (taken.Totals.Due == planned.Totals.Due) return null;
        Money? unmet = request.ExpectedTotal is { } expected && expected != taken.Totals.Due ? expected : null;
        return unmet is not null || CertificatePlan.FaultOf(taken) is not null
            ? new PriceChanged(planned.Totals, taken.Totals, unmet)
            {
                Param = unmet is null ? null : "/expectedTotal",
            }
            : null;
    }

    // What there is plenty of together, the rest in SKU order, one after the other, so that two carts cannot refuse
    // each other over the last goods.
    private async Task<Refusal?> Hold(AttemptId attempt, ImmutableArray<Demand> demand, DateTimeOffset until)
    {
        foreach (var wanted in await Scarce(attempt, demand, until))
        {
            var held = await Stock(wanted.Sku).Hold(attempt, wanted.Quantity, until, wanted.Sku);
            if (held is Outcome<StockView>.Refused(var why)) return why;
        }

        return null;
    }

    private async Task<ImmutableArray<Demand>> Scarce(
        AttemptId attempt, ImmutableArray<Demand> demand, DateTimeOffset until)
    {
        if (demand.Length < 2) return demand;
        var held = await OfEach(demand, wanted => HoldOfPlenty(attempt, wanted, until));
        return [.. demand.Where((_, place) => !held[place])];
    }

    // Whatever kept it, a silo of before that does not know the call too: the hold in its turn says what is true. Only
    // who waited in vain does not wait once more.
    private async Task<bool> HoldOfPlenty(AttemptId attempt, Demand wanted, DateTimeOffset until)
    {
        try
        {
            return await Stock(wanted.Sku).HoldOfPlenty(attempt, wanted.Quantity, until, wanted.Sku)
                is Outcome<StockView>.Done;
        }
        catch (Exception failure) when (failure is not TimeoutException)
        {
            return false;
        }
    }

    // Nothing is released on anything but a verdict. Not dead: another runner was quicker, and its order is the answer.
    private async Task<Outcome<Placement>> GiveUp(CartBasis cart, ImmutableArray<Demand> demand, Refusal why)
    {
        var attempt = cart.Attempt!.Value;
        if (await Order(attempt).Verdict(attempt) != Verdict.Dead)
        {
            return await Order(attempt).View() is Outcome<OrderView>.Done(var order, var version)
                ? new Outcome<Placement>.Done(new(order, Earlier: why is AlreadyPlaced), version)
                : why;
        }

        await OfEach(demand, wanted => Stock(wanted.Sku).Release(attempt, "given-up", null));
        await certificates.Release(attempt, cart.Quote);
        await Cart(attempt).Thaw(attempt);
        return why is OutOfStock ? await AllShort(demand, why) : why;
    }

    private async Task<Refusal> AllShort(ImmutableArray<Demand> demand, Refusal first)
    {
        var lines = ImmutableArray.CreateBuilder<ShortLine>();
        var seen = await OfEach(demand, wanted => Stock(wanted.Sku).View());
        foreach (var (wanted, outcome) in demand.Zip(seen))
        {
            if (outcome is not Outcome<StockView>.Done(var stock, _)) continue;
            var available = Math.Max(0, (long)stock.OnHand - stock.Held + stock.Backorder.Most);
            if (available < wanted.Quantity) lines.Add(new(wanted.Sku, wanted.Quantity, (int)available));
        }

        return lines.Count == 0 ? first : new OutOfStock(lines.ToImmutable());
    }

    private static async Task<List<T>> OfEach<T>(ImmutableArray<Demand> demand, Func<Demand, Task<T>> ask)
    {
        List<T> answers = [];
        foreach (var some in demand.Chunk(AtOnceMost))
            answers.AddRange(await Together.All(some.Select(ask)));
        return answers;
    }

    private static ImmutableArray<Demand> DemandOf(Quote quote) =>
    [
        .. quote.Items.Where(item => item.Tracked)
            .GroupBy(item => item.Sku)
            .Select(group => new Demand(group.Key, group.Sum(item => item.Quantity)))
            .OrderBy(wanted => StockKey.Of(wanted.Sku), StringComparer.Ordinal),
    ];

    private AuthorizeRequest RequestOf(
        AttemptId attempt, Quote quote, SubmitRequest request, Delivery delivery) => new(
        attempt.Value,
        $"{attempt.Value}/authorize",
        quote.Totals.Due,
        request.Method,
        request.ReturnUrl,
        delivery.Address)
        {
            KeepForLater = tools.Settings.ShipInParts,
            ManyCaptures = tools.Settings.ManyCaptures,
        };

    // One a product, whichever of its variants were ordered (EML-07).
    private async Task<ImmutableArray<PurchaseNotice>> NoticesOf(Quote quote)
    {
        var found = await catalogue.Find([.. quote.Items.Select(item => item.Sku).Distinct()]);
        return
        [
            .. found.Where(item => item.PurchaseNotices is not null).DistinctBy(item => item.Product)
                .Select(item => new PurchaseNotice(item.Product, item.Name, item.PurchaseNotices!)),
        ];
    }

    private IOrderGrain Order(AttemptId attempt) => grains.GetGrain<IOrderGrain>(attempt.Order.Value);

    private ICartGrain Cart(AttemptId attempt) => grains.GetGrain<ICartGrain>(CartId.Of(attempt.Order).Value);

    private IStockGrain Stock(Sku sku) => grains.GetGrain<IStockGrain>(StockKey.Of(sku));

    private readonly record struct Demand(Sku Sku, int Quantity);
}
