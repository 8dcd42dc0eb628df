using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Simulation.Running;

namespace Commerce.Simulation.World;

/// <summary>One visit to the shop: fills a cart, leaves it, comes back, pays in every way, changes their
/// mind.</summary>
internal sealed class Shopper(Town town, Goods goods, Chance chance, CustomerId? customer)
{
    private const int TriesToPay = 4;

    private static readonly string[] Methods =
    [
        "pm_card_visa", "pm_card_visa", "pm_card_visa", "pm_card_visa", "pm_card_visa", "pm_card_avsFail",
        "pm_card_chargeDeclined", "pm_card_chargeDeclinedInsufficientFunds", "pm_card_chargeDeclinedExpiredCard",
        "pm_card_authenticationRequired", "pm_card_authenticationRequired", "pm_card_chargeCustomerFail",
        "pm_card_refundFail", "pm_card_pendingRefund", "pm_card_createDispute", "pm_sim_manyCaptures",
        "pm_sim_noAnswer", "pm_sim_answerLost", "pm_sim_inconclusive", "pm_sim_takenAtOnce",
    ];

    // Most buy one thing.
    private static readonly int[] LineCounts = [1, 1, 1, 1, 2, 2, 2, 3, 4];

    private readonly Client client = new(town, chance, "guest");
    private readonly CartId cart = CartId.Named(town.Ids.Next());

    /// <summary>One of the simulated ways to pay.</summary>
    public static string AnyMethod(Chance chance) => chance.Of(Methods);

    /// <summary>The visit.</summary>
    public async Task Visit()
    {
        town.Names.Carts.Add(cart);
        if (!await Fill()) return;
        if (customer is { } owner && chance.Percent(80))
        {
            await client.Do((grains, call) =>
                grains.GetGrain<IAccountGrain>("account").TakeCart(cart, owner, call));
            await new Giver(town, chance, owner).Live(cart);
        }

        if (chance.Percent(8)) return;
        if (chance.Percent(10)) await town.Sleep(chance.Within(TimeSpan.FromDays(20)));
        if (await SayWhere() is null) return;
        if (await Pay() && chance.Percent(5)) await Cancel();
    }

    private async Task<bool> Fill()
    {
        var lines = chance.Of(LineCounts);
        var any = false;
        for (var line = 0; line < lines; line++)
        {
            var ware = goods.Any();
            var quantity = chance.Between(1, 3);
            any |= await client.Do((grains, call) =>
                Checkout(grains).AddLine(cart, ware.Sku, quantity, call)) is Outcome<CartView>.Done;
            await town.Sleep(chance.Within(TimeSpan.FromSeconds(40)));
        }

        return any;
    }

    private Task<Outcome<CartView>?> SayWhere()
    {
        var address = new Address(
            "Ada", "1 Row", null, "City", chance.Percent(50) ? "NY" : "CA", "10001", chance.Percent(90) ? "US" : "GB",
            null);
        var delivery = new Delivery("ada@example.com", address, chance.Percent(70) ? "standard" : "express");
        return client.Do((grains, call) => Checkout(grains).SetDelivery(cart, delivery, call));
    }

    private async Task<bool> Pay()
    {
        for (var tries = 0; tries < TriesToPay; tries++)
        {
            var request = new SubmitRequest(chance.Of(Methods), null, null);
            var key = town.Ids.Next();
            if (chance.Percent(4)) town.Add("second-tab", () => SubmitElsewhere(request));
            var placed = await client.Do(key, (grains, call) => Checkout(grains).Submit(cart, request, call));
            town.Coverage.Count("submit", NameOf(placed));
            switch (placed)
            {
                case Outcome<Placement>.Done(var done, _):
                    if (done.Order.Status is not "confirmed" || await Settle(done.Order)) return true;
                    break;
                case Outcome<Placement>.Refused { Why: CartEnded or NotOrderable or TooManyAttempts }:
                    return false;
                case Outcome<Placement>.Refused { Why: CartIncomplete }:
                    await SayWhere();
                    break;
                case Outcome<Placement>.Refused { Why: Grains.Stock.OutOfStock }:
                    if (chance.Percent(50)) return false;
                    await Fill();
                    break;
            }

            if (chance.Percent(15)) return false;
            await town.Sleep(chance.Within(TimeSpan.FromMinutes(chance.Percent(80) ? 2 : 60)));
        }

        return false;
    }

    // The payment hangs in the air: a step of one's own, a refresh, giving up, or walking away.
    private async Task<bool> Settle(OrderView order)
    {
        var payment = order.Payments[^1];
        await town.Sleep(chance.Within(TimeSpan.FromMinutes(chance.Percent(80) ? 3 : 40)));
        if (payment.Status == "action_required" && chance.Percent(80))
            town.Gateway.Authenticate(payment.Id, chance.Percent(75));
        if (chance.Percent(10)) return true;
        var seen = chance.Percent(80)
            ? await client.Do((grains, call) => Checkout(grains).Refresh(order.Id, true, call))
            : await client.Do((grains, call) => Checkout(grains).Abandon(order.Id, call));
        return seen is not Outcome<OrderView>.Done { Value.Status: "in_basket" };
    }

    private async Task SubmitElsewhere(SubmitRequest request) => await client.Do((grains, call) =>
        Checkout(grains).Submit(cart, request with { Method = chance.Of(Methods) }, call));

    private async Task Cancel()
    {
        await town.Sleep(chance.Within(TimeSpan.FromHours(6)));
        await client.Do((grains, call) => grains.GetGrain<IOrderGrain>(cart.Order.Value)
            .Void(new("Cancelled by the customer.", UnshippedOnly: false), call));
    }

    private static string NameOf(Outcome<Placement>? outcome) => outcome switch
    {
        null => "no answer",
        Outcome<Placement>.Done(var done, _) => $"done, {done.Order.Status}",
        Outcome<Placement>.Refused(var why) => why.Code,
        _ => "repeated",
    };

    private static ICheckoutGrain Checkout(IGrainFactory grains) => grains.GetGrain<ICheckoutGrain>("checkout");
}
