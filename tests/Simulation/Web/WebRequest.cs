using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Commerce.Simulation.Web;

/// <summary>A request as a browser or a back office sends it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Route">The route's pattern.</param>
internal sealed record WebRequest(string Method, string Route)
{
    /// <summary>What stands for the parameters of the route.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public byte[] Body { get; init; } = [];

    /// <summary>Who asks; null: somebody without a key.</summary>
    public string? Key { get; init; }

    /// <summary>What opens the cart.</summary>
    public string? Token { get; init; }

    /// <summary>By which a repeat is known again.</summary>
    public string? Once { get; init; }

    /// <summary>What a webhook is signed with.</summary>
    public string? Signature { get; init; }

    /// <summary>The request's own name.</summary>
    public string Id { get; init; } = "";

    /// <summary>The address.</summary>
    public string Path => Values.Aggregate(Route, (path, value) =>
        path.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));

    /// <summary>What stands above the body.</summary>
    public IEnumerable<(string Name, string Value)> Headers
    {
        get
        {
            yield return ("X-Request-Id", Id);
            if (Body.Length > 0) yield return ("Content-Type", "application/json");
            if (Key is not null) yield return ("Authorization", "Bearer " + Key);
            if (Token is not null) yield return ("Cart-Token", Token);
            if (Once is not null) yield return ("Idempotency-Key", Once);
            if (Signature is not null) yield return ("Stripe-Signature", Signature);
        }
    }

    /// <summary>The same with a body.</summary>
    public WebRequest With(JsonObject body) => this with { Body = JsonSerializer.SerializeToUtf8Bytes(body) };

    /// <summary>The same about something.</summary>
    public WebRequest About(string name, string value) =>
        this with { Values = Values.ToImmutableSortedDictionary(StringComparer.Ordinal).SetItem(name, value) };
}

/// <summary>What came back.</summary>
internal sealed record WebReply(int Status, byte[] Bytes)
{
    /// <summary>The body as it is read.</summary>
    public JsonNode Body { get; } = Bytes.Length == 0 ? new JsonObject() : JsonNode.Parse(Bytes)!;

    public bool IsGood => Status is >= 200 and < 300;

    /// <summary>Why not.</summary>
    public string Code => IsGood ? "done" : (string?)Body["code"] ?? "unsaid";

    /// <summary>Whether the same request may do better later.</summary>
    public bool IsLater => Status >= 500 || Code is "request_in_progress" or "try_again";

    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Bytes)}";
}
