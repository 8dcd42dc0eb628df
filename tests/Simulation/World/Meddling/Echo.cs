using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Simulation.Running;
using Orleans.Runtime;

namespace Commerce.Simulation.World.Meddling;

/// <summary>Errands are told at least once: a pump that was thought dead tells them again, after others did. And who is
/// sent a link to pay by uses it.</summary>
internal sealed class Echo(Town town, Chance chance)
{
    private const int EchoPercent = 3;
    private const int PayersPercent = 70;

    private static readonly string[] Methods =
    [
        "pm_card_visa", "pm_card_visa", "pm_card_chargeDeclined", "pm_card_authenticationRequired",
        "pm_sim_answerLost", "pm_sim_noAnswer", "pm_card_chargeCustomerFail",
    ];

    /// <summary>Hears of a write.</summary>
    public void Hear(string entity, IEnvelope write)
    {
        if (town.Weather.IsCalm) return;
        if (!write.Errands.IsEmpty && chance.Percent(EchoPercent))
            town.Add("echo", () => TellAgain(GrainId.Create(entity, write.Id), write.Errands));
        foreach (var link in write.Events.OfType<OrderEvent.LinkMade>())
        {
            if (chance.Percent(PayersPercent)) town.Add("payer", () => Pay(OrderId.Of(write.Id), link.Token));
        }
    }

    private async Task TellAgain(GrainId sender, ImmutableArray<PendingErrand> errands)
    {
        await town.Sleep(chance.Within(TimeSpan.FromMinutes(chance.Percent(80) ? 2 : 60)));
        try
        {
            await new Client(town, chance, "guest").Ask(async grains =>
            {
                await grains.GetGrain<IErrandPumpGrain>("pump")
                    .Deliver(sender.Type.ToString()!, sender.Key.ToString()!, errands);
                return true;
            });
        }
        catch (Exception failure)
        {
            town.Auditor.Weigh(failure);
        }
    }

    private async Task Pay(OrderId order, string token)
    {
        var client = new Client(town, chance, "guest");
        for (var tries = chance.Between(1, 3); tries > 0; tries--)
        {
            await town.Sleep(chance.Within(TimeSpan.FromHours(chance.Percent(90) ? 5 : 200)));
            var payment = new LinkPayment(token, chance.Of(Methods), null);
            var paid = await client.Do((grains, call) =>
                grains.GetGrain<IPaymentLinkGrain>("link").Pay(order, payment, call));
            town.Coverage.Count("link", paid switch
            {
                Outcome<OrderView>.Done => "paid",
                Outcome<OrderView>.Refused(var why) => why.Code,
                _ => "no answer",
            });
            if (paid is not Outcome<OrderView>.Done({ Payments: var payments }, _)) continue;
            if (payments.FirstOrDefault(one => one.Status == "action_required") is not { } open) continue;
            await town.Sleep(chance.Within(TimeSpan.FromMinutes(chance.Percent(80) ? 3 : 40)));
            town.Gateway.Authenticate(open.Id, chance.Percent(75));
        }
    }
}
