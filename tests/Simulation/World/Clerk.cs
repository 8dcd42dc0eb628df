using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Simulation.Running;

namespace Commerce.Simulation.World;

/// <summary>Staff who look after one paid order until nothing is left to do: it is sent, in parts or at once, voided,
/// or comes back.</summary>
internal sealed class Clerk(Town town, Chance chance, OrderId order)
{
    private const int PatienceMost = 12;

    private const int HastyPercent = 4;

    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(4);

    private readonly Client client = new(town, chance, "admin:1a2b3c4d");
    private readonly bool isHasty = chance.Percent(HastyPercent);
    private int done;

    /// <summary>Everything that is done for it.</summary>
    public async Task Work()
    {
        while (true)
        {
            await town.Sleep(Pause());
            if (await client.Read(grains => grains.GetGrain<IOrderGrain>(order.Value).View()) is not { } seen) continue;
            if (seen.Status is "in_basket" or "confirmed" or "expired" or "void" or "returned") return;
            done++;
            if (seen.Shipments.FirstOrDefault(one => one.Status is "awaiting_payment" or "payment_failed") is { } open)
                await Collect(open);
            else if (Failed(seen) is var (refund, part)) await Repeat(refund, part);
            else if (seen.Items.Any(item => item.State == "to_be_shipped")) await Send(seen);
            else if (done > PatienceMost || (!isHasty && chance.Percent(75))) return;
            else await TakeBack(seen);
        }
    }

    private TimeSpan Pause() => town.Weather.IsCalm
        ? TimeSpan.FromMinutes(30)
        : isHasty ? Moment
        : chance.Within(chance.Percent(6) ? AtOnce : TimeSpan.FromHours(chance.Percent(70) ? 20 : 200));

    private async Task Send(OrderView seen)
    {
        var items = seen.Items.Where(item => item.State == "to_be_shipped").ToList();
        var some = !isHasty && chance.Percent(35) && done <= PatienceMost;
        ImmutableArray<ItemChoice> chosen = some ? [Some(chance.Of(items))] : [];
        if (chance.Percent(12) && done <= PatienceMost) await Void(seen, chosen);
        else if (chance.Percent(15) && done <= PatienceMost)
            await Count("add", new Seller(town, chance, client).Sell(seen));
        else await Ship(chosen);
    }

    private ItemChoice Some(OrderItemView item) => new(item.Id, chance.Between(1, item.Quantity));

    private Task Ship(ImmutableArray<ItemChoice> chosen)
    {
        var id = "shipment-" + town.Ids.Next();
        var ship = new OrderCommand.Ship(id, chosen, chance.Percent(50) ? "UPS" : null, null, null);
        return Count("ship", client.Do((grains, call) => Desk(grains).Ship(order, ship, call)));
    }

    private Task Void(OrderView seen, ImmutableArray<ItemChoice> chosen)
    {
        var hasShipped = seen.Shipments.Any(one => one.Status == "shipped");
        var command = new OrderCommand.VoidOrder("sold out", hasShipped || !chosen.IsEmpty) { Items = chosen };
        return Count("void", client.Do((grains, call) =>
            grains.GetGrain<IOrderGrain>(order.Value).Void(command, call)));
    }

    private Task Collect(ShipmentView shipment)
    {
        if (shipment.Status == "awaiting_payment" || chance.Percent(30))
            return Count("charge", client.Do((grains, call) => Desk(grains).Charge(order, shipment.Id, call)));
        return chance.Percent(50)
            ? Count("release", client.Do((grains, call) => Money(grains)
                .Release(new(shipment.Id, "a good customer"), call)))
            : Count("abort", client.Do((grains, call) => Money(grains).Abort(new(shipment.Id, "no money"), call)));
    }

    private Task TakeBack(OrderView seen)
    {
        var back = seen.Items.Where(item => item.State is "shipped" or "arrived").ToList();
        if (back.Count == 0) return Task.CompletedTask;
        var item = chance.Of(back);
        var quantity = chance.Between(1, item.Quantity);
        Money? price = chance.Percent(60)
            ? null
            : item.UnitPrice with { Amount = chance.Below((int)item.UnitPrice.Amount * quantity + 1) };
        var command = new OrderCommand.Return(
            "refund-" + town.Ids.Next(), [new(item.Id, quantity, price)], null, "too large", null,
            Restock: chance.Percent(70), []);
        return Count("return", client.Do((grains, call) => Desk(grains).Return(order, command, call)));
    }

    private Task Repeat(RefundView refund, RefundPartView part) => Count("repeat-refund", client.Do((grains, call) =>
        Desk(grains).Repeat(order, new(refund.Id, part.Reference, 0), call)));

    private (RefundView Refund, RefundPartView Part)? Failed(OrderView seen)
    {
        if (done > PatienceMost) return null;
        foreach (var refund in seen.Refunds)
        {
            if (refund.Parts.FirstOrDefault(part => part.Status == "failed") is { } part) return (refund, part);
        }

        return null;
    }

    private async Task Count(string what, Task<Outcome<OrderView>?> work) =>
        town.Coverage.Count("staff", $"{what}: {NameOf(await work)}");

    private static string NameOf(Outcome<OrderView>? outcome) => outcome switch
    {
        null => "no answer",
        Outcome<OrderView>.Refused(var why) => why.Code,
        Outcome<OrderView>.Repeated => "repeated",
        _ => "done",
    };

    private static IOrderDeskGrain Desk(IGrainFactory grains) => grains.GetGrain<IOrderDeskGrain>("order-desk");

    private IOrderMoneyGrain Money(IGrainFactory grains) => grains.GetGrain<IOrderMoneyGrain>(order.Value);
}
