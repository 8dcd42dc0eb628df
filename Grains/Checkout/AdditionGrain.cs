using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Pricing;
using Commerce.Grains.Stock;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.Grains.Checkout;

/// <summary>The runner of additions. Every step answers a repeat with what was decided first.</summary>
[StatelessWorker, Reentrant, GrainType("addition")]
internal sealed class AdditionGrain(IGrainFactory grains, PriceDesk prices, PriceBook book, EntityTools tools)
    : Grain, IAdditionGrain
{
    public async Task<Outcome<OrderView>> Add(Addition wanted, Call call)
    {
        if (call.Key is { } key && await Order(wanted).Recall(key) is { } answered) return answered;
        var seen = await Order(wanted).View();
        if (seen is not Outcome<OrderView>.Done(var order, var version)) return seen;
        if (order.Items.Any(item => item.AddedBy == wanted.Id)) return seen;
        if (call.IfVersion is { } known && known != version) return new VersionStale(version);

        var (terms, missing) = await Price(order, wanted);
        if (missing is not null) return missing;
        var until = tools.Clock.Now() + tools.Settings.HoldTime;
        var command = new OrderCommand.AddItems(wanted.Id, terms!, terms!.Line.Item.Tracked ? until : null);
        if (await Staff(wanted).MayAdd(command) is Outcome<OrderView>.Refused(var fault)) return fault;
        if (command.HeldUntil is not null
            && await Stock(command).Hold(wanted.Id, wanted.Quantity, until, terms.Line.Item.Sku)
                is Outcome<StockView>.Refused(var shortage)) return shortage;

        var added = await Staff(wanted).AddItems(command, call);
        return added is Outcome<OrderView>.Refused(var why) ? await GiveUp(wanted, command, why) : added;
    }

    // Nothing is released on anything but a verdict. Not dead: another runner was quicker, and its order is the answer.
    private async Task<Outcome<OrderView>> GiveUp(Addition wanted, OrderCommand.AddItems command, Refusal why)
    {
        if (command.HeldUntil is null) return why;
        if (await Order(wanted).Verdict(wanted.Id) != Verdict.Dead) return await Order(wanted).View();
        await Stock(command).Release(wanted.Id, "given-up", null);
        return why;
    }

    // By the rules of today: classes and sales of its buyer, no offer code; or as staff agreed on (PRC-12).
    private async Task<(AdditionTerms? Terms, Refusal? Missing)> Price(OrderView order, Addition wanted)
    {
        var buyer = await prices.TermsOf(order.Customer);
        if (await prices.Price(wanted.Sku, [], buyer) is not (var item, { } price)
            || !item.IsOrderable(tools.Clock.Now(), tools.Settings.AllowPreOrders))
            return (null, new NotOrderable(wanted.Sku) { Param = "/sku" });
        if (wanted.UnitPrice is { } agreed && agreed != price.Amount) price = new(agreed, AdditionTerms.AgreedPrice);
        var charges = await book.Charges();
        return (new(new(item, wanted.Quantity, price), charges, buyer.TaxExempt), null);
    }

    private IOrderGrain Order(Addition wanted) => grains.GetGrain<IOrderGrain>(wanted.Id.Order.Value);

    private IOrderStaffGrain Staff(Addition wanted) => grains.GetGrain<IOrderStaffGrain>(wanted.Id.Order.Value);

    private IStockGrain Stock(OrderCommand.AddItems command) =>
        grains.GetGrain<IStockGrain>(StockKey.Of(command.Terms.Line.Item.Sku));
}
