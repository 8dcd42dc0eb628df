using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Commerce.Kit.Stripe;

/// <summary>Something that happened, as webhooks tell it.</summary>
internal sealed record StripeEvent(string Id, string Kind, JsonObject About, long Created)
{
    /// <summary>The body of its webhook.</summary>
    public string Body() => new JsonObject
    {
        ["id"] = Id,
        ["object"] = "event",
        ["api_version"] = "2025-02-24.acacia",
        ["created"] = Created,
        ["data"] = new JsonObject { ["object"] = About.DeepClone() },
        ["livemode"] = false,
        ["pending_webhooks"] = 1,
        ["request"] = new JsonObject { ["id"] = null, ["idempotency_key"] = null },
        ["type"] = Kind,
    }.ToJsonString();

    /// <summary>The header that signs a body.</summary>
    public static string Sign(string body, string secret, long time)
    {
        var at = time.ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at}.{body}"));
        return $"t={at},v1={Convert.ToHexStringLower(hash)}";
    }
}
