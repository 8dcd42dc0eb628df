using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Products;
using Orleans.Concurrency;

namespace Commerce.Grains.Checkout;

/// <summary>Serves shoppers; it owns nothing and may die anywhere.</summary>
[StatelessWorker, Reentrant, GrainType("checkout")]
internal sealed class CheckoutGrain(
    AttemptRunner runner, GatewayInquiry gateway, PriceDesk prices, KeptMethods methods, EntityTools tools)
    : Grain, ICheckoutGrain
{
    private const int TriesMost = 5;

    public async Task<Outcome<CartView>> AddLine(CartId cart, Sku sku, int quantity, Call call)
    {
        var basis = await Cart(cart).Basis();
        return await prices.Price(sku, basis.Offers, await prices.TermsOf(basis.Customer)) is var (item, price)
            ? await Cart(cart).AddLine(new(item.Bare(), quantity, price), call)
            : new NotOrderable(sku);
    }

    public async Task<Outcome<CartView>> HoldOffer(CartId cart, string product, string code, Call call)
    {
        if (await Catalogue.LookUp(product) is not Outcome<ProductView>.Done(var known, _))
            return new NotFound("product");
        var offer = new OfferCode(known.Id, code);
        Outcome<CartView> outcome = new TryAgain("The cart");
        for (var tries = 0; tries < TriesMost; tries++)
        {
            var basis = await Cart(cart).Basis();
            var offers = basis.Offers.RemoveAll(held => held.Product == known.Id).Add(offer);
            var buyer = await prices.TermsOf(basis.Customer);
            var (lines, missing) = await prices.Price(basis.Lines, offers, buyer);
            if (missing is not null) return missing;
            outcome = await Cart(cart).HoldOffer(new(basis.Revision, offer, Bare(lines)), call);
            if (outcome is not Outcome<CartView>.Refused { Why: CartChanged }) return outcome;
        }

        return outcome;
    }

    public async Task<Outcome<CartView>> View(CartId cart) =>
        await Cart(cart).View() is Outcome<CartView>.Done({ Status: "open" } view, var version)
            ? new Outcome<CartView>.Done(await prices.Estimate(view), version)
            : await Cart(cart).View();

    public async Task<Outcome<CartView>> SetDelivery(CartId cart, Delivery delivery, Call call)
    {
        Outcome<CartView> outcome = new TryAgain("The cart");
        for (var tries = 0; tries < TriesMost; tries++)
        {
            var basis = await Cart(cart).Basis();
            if (basis.Lines.IsEmpty) return new CartIncomplete("lines");
            var buyer = await prices.TermsOf(basis.Customer);
            var (lines, missing) = await prices.Price(basis.Lines, basis.Offers, buyer);
            if (missing is not null) return missing;
            var softOnly = lines.All(line => line.Item.SoftGood);
            if (Deliveries.FaultOf(delivery, softOnly, tools.Settings) is { } fault) return fault;
            var settled = Deliveries.Settled(delivery, softOnly);
            var quote = await prices.Quote(lines, settled, buyer, basis.Customer);
            if (Quotes.LimitOf(quote) is { } limit) return limit;
            var command = new CartCommand.TakeQuote(basis.Revision, settled, Bare(lines), quote);
            outcome = await Cart(cart).TakeQuote(command, call);
            if (outcome is not Outcome<CartView>.Refused { Why: CartChanged }) return outcome;
        }

        return outcome;
    }

    public async Task<Outcome<Placement>> Submit(CartId cart, SubmitRequest request, Call call)
    {
        var key = call.Key
            ?? throw new ArgumentException("A checkout has a key, its own or one made for it.", nameof(call));
        if (await Order(cart.Order).Recall(key) is { } answered) return Placed(answered, earlier: false);
        Outcome<Placement> outcome = new TryAgain("The cart");
        for (var tries = 0; tries < TriesMost; tries++)
        {
            outcome = await Begin(cart, request, call, $"{key.Key}.{key.Body}") switch
            {
                Outcome<CartBasis>.Done(var frozen, _) when frozen.View.Status == "frozen" =>
                    await Walk(frozen, request, call with { IfVersion = null }),
                Outcome<CartBasis>.Done => Placed(await Order(cart.Order).View(), earlier: true),
                Outcome<CartBasis>.Refused(var why) => why,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            if (outcome is not Outcome<Placement>.Refused { Why: CartChanged }) return outcome;
        }

        return outcome;
    }

    public async Task<Outcome<OrderView>> Refresh(OrderId order, bool present, Call call)
    {
        if (call.Key is { } key && await Order(order).Recall(key) is { } answered) return answered;
        var seen = await Order(order).View();
        if (seen is not Outcome<OrderView>.Done(var view, var version)) return seen;
        if (call.IfVersion is { } wanted && wanted != version) return new VersionStale(version);
        return view.Status == "confirmed" ? await AskNow(view, present, call with { IfVersion = null }) : seen;
    }

    public async Task<Outcome<OrderView>> Abandon(OrderId order, Call call)
    {
        var wanted = await Order(order).Abandon(call);

        // A repeat goes on where the first was cut short.
        var state = wanted is Outcome<OrderView>.Repeated ? await Order(order).View() : wanted;
        if (state is not Outcome<OrderView>.Done({ Status: "confirmed" } view, _)) return wanted;
        var asked = await AskNow(view, present: true, call with { Key = null, IfVersion = null });
        return wanted is Outcome<OrderView>.Repeated ? wanted : asked;
    }

    // The cart stands frozen for this request, or it has become its order, or there is a reason why not.
    private async Task<Outcome<CartBasis>> Begin(CartId cart, SubmitRequest request, Call call, string requestId)
    {
        var basis = await Cart(cart).Basis();
        switch (basis.View.Status)
        {
            case "closed":
                return new Outcome<CartBasis>.Done(basis);
            case "frozen":
                if (basis.Request == requestId) return new Outcome<CartBasis>.Done(basis);
                if (basis.Request!.Split('.')[0] == call.Key!.Key) return new IdempotencyKeyUsed();
                return await IsPaid(cart.Order)
                    ? new Outcome<CartBasis>.Done(basis with { View = basis.View with { Status = "closed" } })
                    : new CartFrozen(cart.Order);
            case "open":
                return await Freeze(cart, basis, request, call with { Key = null }, requestId);
            default:
                return new CartEnded(basis.View.Status, basis.View.OrderId);
        }
    }

    private async Task<Outcome<CartBasis>> Freeze(
        CartId cart, CartBasis basis, SubmitRequest request, Call call, string requestId)
    {
        if (basis.Lines.IsEmpty) return new CartIncomplete("lines");
        if (basis.View.Delivery is not { } delivery) return new CartIncomplete("delivery");
        var buyer = await prices.TermsOf(basis.Customer);
        var (lines, missing) = await prices.Price(basis.Lines, basis.Offers, buyer);
        if (missing is not null) return missing;

        // What is in the cart may have changed since its delivery was said: the shopper saw no shipping and tax then.
        var softOnly = lines.All(line => line.Item.SoftGood);
        if (Deliveries.FaultOf(delivery, softOnly, tools.Settings) is not null)
            return new CartIncomplete("delivery");
        delivery = Deliveries.Settled(delivery, softOnly);
        var shown = basis.View.Totals;
        var quote = await prices.Quote(lines, delivery, buyer, basis.Customer);
        if ((Quotes.LimitOf(quote) ?? CertificatePlan.FaultOf(quote)) is { } limit) return limit;
        Money? unmet = request.ExpectedTotal is { } expected && expected != quote.Totals.Due ? expected : null;
        var changed = new PriceChanged(shown, quote.Totals, unmet)
        {
            Param = unmet is null ? null : "/expectedTotal",
        };
        var same = basis.Quote?.SameAs(quote) ?? shown == quote.Totals;
        if (!same || delivery != basis.View.Delivery)
        {
            var taken = await Cart(cart).TakeQuote(new(basis.Revision, delivery, Bare(lines), quote), call);
            if (taken is Outcome<CartView>.Refused(var why)) return why;
            return same ? new CartChanged(basis.Revision) : changed;
        }

        if (unmet is not null) return changed;
        if (basis.Customer is { } customer && quote.Totals.Due.IsPositive
            && await methods.WhyNot(customer, request.Method) is { } failed)
            return failed;
        return await Cart(cart).Freeze(new(basis.Revision, quote, requestId), call);
    }

    private async Task<Outcome<Placement>> Walk(CartBasis frozen, SubmitRequest request, Call call)
    {
        var outcome = await runner.Walk(frozen, request, call);
        return outcome is Outcome<Placement>.Refused { Why: PriceChanged changed }
            ? await Shown(CartId.Of(frozen.Attempt!.Value.Order), changed, request, call with { Key = null })
            : outcome;
    }

    // Certificates were spent elsewhere: the cart shows from now on what the shopper is told, so that they are asked
    // about it once.
    private async Task<PriceChanged> Shown(CartId cart, PriceChanged changed, SubmitRequest request, Call call)
    {
        var basis = await Cart(cart).Basis();
        if (basis.View is not { Status: "open", Delivery: { } delivery }) return changed;
        var buyer = await prices.TermsOf(basis.Customer);
        var (lines, missing) = await prices.Price(basis.Lines, basis.Offers, buyer);
        if (missing is not null) return changed;
        var quote = await prices.Quote(lines, delivery, buyer, basis.Customer);
        var taken = await Cart(cart).TakeQuote(new(basis.Revision, delivery, Bare(lines), quote), call);
        if (taken is Outcome<CartView>.Refused) return changed;
        Money? unmet = request.ExpectedTotal is { } expected && expected != quote.Totals.Due ? expected : null;
        return new(changed.Shown, quote.Totals, unmet) { Param = unmet is null ? null : "/expectedTotal" };
    }

    private static ImmutableArray<QuoteLine> Bare(ImmutableArray<QuoteLine> lines) =>
        [.. lines.Select(line => line with { Item = line.Item.Bare() })];

    private async Task<bool> IsPaid(OrderId order) =>
        await Order(order).View() is Outcome<OrderView>.Done(var view, _) && view.AuthorizedAt is not null;

    // Where the shopper waits for it a decline is seen here, and not told by mail (PAY-24).
    private async Task<Outcome<OrderView>> AskNow(OrderView order, bool present, Call call)
    {
        var attempt = AttemptId.Of(order.Payments[^1].Id);
        if (await Order(order.Id).Inquiry(attempt) is not { Purpose: not InquiryPurpose.None } inquiry)
            return await Order(order.Id).View();
        await Order(order.Id).Learn(new(attempt, await gateway.Ask(Order(order.Id), inquiry), present), call);
        await runner.OpenAgain(attempt);
        return await Order(order.Id).View();
    }

    private static Outcome<Placement> Placed(Outcome<OrderView> outcome, bool earlier) => outcome switch
    {
        Outcome<OrderView>.Done(var order, var version) => AttemptRunner.Answer(order, version, earlier),
        Outcome<OrderView>.Refused(var why) => why,
        Outcome<OrderView>.Repeated(var key) => new Outcome<Placement>.Repeated(key),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private ICatalogueGrain Catalogue => GrainFactory.GetGrain<ICatalogueGrain>("catalogue");

    private ICartGrain Cart(CartId cart) => GrainFactory.GetGrain<ICartGrain>(cart.Value);

    private IOrderGrain Order(OrderId order) => GrainFactory.GetGrain<IOrderGrain>(order.Value);
}
