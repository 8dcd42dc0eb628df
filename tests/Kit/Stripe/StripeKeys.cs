using System.Text.Json.Nodes;

namespace Commerce.Kit.Stripe;

/// <summary>Idempotency keys: what was answered under each, for a day.</summary>
internal sealed class StripeKeys(TimeProvider clock)
{
    private readonly Dictionary<string, (string Request, int Status, string Body, DateTimeOffset At)> known = [];

    public (int Status, string Body) Once(
        string key, string request, Func<(int Status, string Body, bool IsKept)> work)
    {
        if (key.Length > 0 && known.TryGetValue(key, out var before)
            && clock.GetUtcNow() - before.At < TimeSpan.FromDays(1))
            return before.Request == request ? (before.Status, before.Body) : (400, Misused);

        var (status, body, isKept) = work();
        if (key.Length > 0 && isKept) known[key] = (request, status, body, clock.GetUtcNow());
        return (status, body);
    }

    private static string Misused => new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["type"] = "idempotency_error",
            ["message"] = "Keys for idempotent requests can only be used with the same parameters.",
        },
    }.ToJsonString();
}
