using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Inbox;
using Commerce.Silo.Gateways.Simulated;
using Commerce.Simulation.Running;
using Commerce.Simulation.World;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Simulation.Gateway;

/// <summary>The gateway's webhooks: late, lost, twice and out of order. What the shop cannot heed it is told again, as
/// its inbox does.</summary>
internal sealed class Hints(VirtualClock clock, Weather weather, Chance chance, Func<Process> living)
{
    /// <summary>How many are still to be heeded.</summary>
    public int Open { get; private set; }

    /// <summary>The gateway tells of a payment that changed.</summary>
    public void Tell(SimulatedPayment? before, SimulatedPayment now)
    {
        if (KindOf(before, now) is { } kind) Send(new(kind, now.Attempt, now.Id, null));
    }

    /// <summary>The gateway tells of a refund that changed.</summary>
    public void Tell(SimulatedRefund refund) =>
        Send(new("refund.updated", refund.Reference, refund.Payment, refund.Id));

    private static string? KindOf(SimulatedPayment? before, SimulatedPayment now)
    {
        if (before?.Disputed != now.Disputed && now.Disputed > 0) return "charge.dispute.created";
        if (before?.Status == now.Status) return null;
        return now.Status switch
        {
            PaymentStatus.RequiresCapture => "payment_intent.amount_capturable_updated",
            PaymentStatus.RequiresAction => "payment_intent.requires_action",
            PaymentStatus.Succeeded => "payment_intent.succeeded",
            PaymentStatus.Declined => "payment_intent.payment_failed",
            PaymentStatus.Cancelled => "payment_intent.canceled",
            _ => "payment_intent.processing",
        };
    }

    private void Send(PaymentHint hint)
    {
        if (weather.HintFails()) return;
        Deliver(hint, 0, chance.Within(TimeSpan.FromSeconds(3)));
        if (weather.HintFails()) Deliver(hint, 0, chance.Within(TimeSpan.FromHours(30)));
    }

    private void Deliver(PaymentHint hint, int tries, TimeSpan after)
    {
        Open++;
        clock.After(after, () => _ = Heed(hint, tries));
    }

    private async Task Heed(PaymentHint hint, int tries)
    {
        var again = TimeSpan.FromSeconds(10);
        try
        {
            switch (await living().Ask(services => Ask(services, hint)))
            {
                case Heeded.Settled:
                    Open--;
                    return;
                case Heeded.Later { At: { } at }:
                    again = at - clock.Shown;
                    break;
                default:
                    again = InboxSettings.BackOff[Math.Min(tries, InboxSettings.BackOff.Length - 1)];
                    tries++;
                    break;
            }
        }
        catch (Exception)
        {
            tries++;
        }

        Open--;
        if (tries <= InboxSettings.BackOff.Length) Deliver(hint, tries, again > TimeSpan.Zero ? again : TimeSpan.Zero);
    }

    private static async Task<Heeded> Ask(IServiceProvider services, PaymentHint hint) =>
        services.GetServices<IPaymentOwner>().FirstOrDefault(owner => owner.Owns(hint.Reference)) is { } owner
            ? await owner.Heed(hint)
            : new Heeded.Stranger();
}
