using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Simulated;
using Commerce.Silo.Gateways.Stripe;
using Commerce.Simulation.Running;
using Commerce.Simulation.Web;
using Commerce.Simulation.World;

namespace Commerce.Simulation.Gateway;

/// <summary>The gateway's webhooks, signed: late, lost, twice and out of order. What the shop does not say it has kept
/// is sent again for days. Some go through the route that takes them, the others to the grain behind it.</summary>
internal sealed class Hints(Town town, Chance chance)
{
    private const string Secret = "whsec_of_the_simulation";
    private const int RoutePercent = 12;

    private static readonly ImmutableArray<TimeSpan> Again =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(24),
    ];

    /// <summary>How the shop knows that webhooks are the gateway's.</summary>
    public static StripeSettings Settings { get; } = new() { SecretKey = "simulated", WebhookSecret = Secret };

    /// <summary>How many are still on their way.</summary>
    public int Open { get; private set; }

    /// <summary>The gateway tells of a payment that changed.</summary>
    public void Tell(SimulatedPayment? before, SimulatedPayment now)
    {
        if (KindOf(before, now) is not { } kind) return;

        // A dispute names the payment, and has none of its metadata.
        Send(kind, kind.StartsWith("charge.dispute", StringComparison.Ordinal)
            ? new { @object = "dispute", id = "dp_" + now.Id, payment_intent = now.Id }
            : new { @object = "payment_intent", id = now.Id, metadata = new { attempt = now.Attempt } });
    }

    /// <summary>The gateway tells of a refund that changed.</summary>
    public void Tell(SimulatedRefund refund) => Send("refund.updated", new
    {
        @object = "refund",
        id = refund.Id,
        payment_intent = refund.Payment,
        metadata = new { refund = refund.Reference },
    });

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

    private void Send(string kind, object about)
    {
        if (town.Weather.HintFails())
        {
            town.Coverage.Count("webhook", "lost");
            return;
        }

        var id = "evt_" + chance.Next().ToString("x16", CultureInfo.InvariantCulture);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { id, type = kind, data = new { @object = about } });
        Deliver(body, chance.Within(TimeSpan.FromSeconds(3)));
        if (!town.Weather.HintFails()) return;
        town.Coverage.Count("webhook", "twice, late");
        Deliver(body, chance.Within(TimeSpan.FromHours(30)));
    }

    private void Deliver(byte[] body, TimeSpan after, int tries = 0)
    {
        Open++;
        town.Clock.After(after, () => _ = Arrive(body, tries));
    }

    private async Task Arrive(byte[] body, int tries)
    {
        var isKept = false;
        try
        {
            isKept = await (chance.Percent(RoutePercent) ? Post(body) : Hand(body));
        }
        catch (Exception failure)
        {
            town.Auditor.Weigh(failure);
        }

        Open--;
        town.Coverage.Count("webhook", isKept ? "kept" : "sent again");
        if (!isKept && tries < Again.Length) Deliver(body, Again[tries], tries + 1);
    }

    private async Task<bool> Hand(byte[] body)
    {
        var sent = town.Clock.Elapsed;
        var taken = await town.Process.Ask(services => ((IGrainFactory)services.GetService(typeof(IGrainFactory))!)
            .GetGrain<IGatewayInboxGrain>("stripe")
            .TakeStripes(ImmutableCollectionsMarshal.AsImmutableArray(body), Signature(body)));
        if (taken is Outcome<WebhookTaken>.Refused(WebhookInvalid why) && !IsOld(sent))
            town.Auditor.Report("webhook", "inbox", why.Detail);
        if (taken is Outcome<WebhookTaken>.Done({ IsNew: false }, _)) town.Coverage.Count("webhook", "known");
        return taken is Outcome<WebhookTaken>.Done;
    }

    private async Task<bool> Post(byte[] body)
    {
        var request = new WebRequest("POST", "/v1/webhooks/stripe") { Body = body, Signature = Signature(body) };
        var sent = town.Clock.Elapsed;
        var reply = await Browser.Once(town, request with { Id = $"webhook-{chance.Next():x16}" });
        if (reply.Status is >= 400 and < 500 && !IsOld(sent)) town.Auditor.Report("webhook", "route", reply.ToString());
        return reply.IsGood;
    }

    // The shop's machine slept while it waited, or its clock jumped: it is refused then, and comes again.
    private bool IsOld(long sent) =>
        new TimeSpan(town.Clock.Elapsed - sent) + Weather.SkewMost > WebhookSignature.Tolerance;

    private string Signature(byte[] body)
    {
        var at = town.Clock.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(at + "."), .. body];
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed);
        return $"t={at},v1={Convert.ToHexStringLower(mac)}";
    }
}
