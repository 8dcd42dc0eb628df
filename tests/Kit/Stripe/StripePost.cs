using System.Text;
using System.Text.Json.Nodes;

namespace Commerce.Kit.Stripe;

/// <summary>Delivers what happened to those who asked for webhooks: once and in order, or as badly as Stripe
/// may.</summary>
internal sealed class StripePost(StripeBooks books) : IDisposable
{
    private readonly HttpClient http = new();
    private readonly List<Uri> receivers = [];
    private int delivered;

    /// <summary>From now on tells somebody what happens.</summary>
    public JsonObject Add(Uri receiver)
    {
        receivers.Add(receiver);
        delivered = books.Events.Count;
        return new()
        {
            ["id"] = books.NewId("we"),
            ["object"] = "webhook_endpoint",
            ["enabled_events"] = new JsonArray("*"),
            ["secret"] = StripeServer.WebhookSecret,
            ["status"] = "enabled",
            ["url"] = receiver.ToString(),
        };
    }

    /// <summary>Delivers what happened since the last time.</summary>
    public async Task DeliverNew()
    {
        List<StripeEvent> news;
        lock (books.Gate)
        {
            if (receivers.Count == 0) return;
            news = books.Events[delivered..];
            delivered = books.Events.Count;
        }

        foreach (var happened in news) await Deliver(happened);
    }

    /// <summary>Delivers everything again, the newest first and each twice.</summary>
    public async Task DeliverBadly()
    {
        List<StripeEvent> all;
        lock (books.Gate) all = [.. books.Events.AsEnumerable().Reverse()];
        foreach (var happened in all)
        {
            await Deliver(happened);
            await Deliver(happened);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task Deliver(StripeEvent happened)
    {
        var body = happened.Body();
        foreach (var receiver in receivers.ToList())
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, receiver)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            request.Headers.TryAddWithoutValidation(
                "Stripe-Signature", StripeEvent.Sign(body, StripeServer.WebhookSecret, books.Now));
            using var answer = await http.SendAsync(request);
        }
    }
}
