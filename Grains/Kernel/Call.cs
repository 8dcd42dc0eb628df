namespace Commerce.Grains.Kernel;

/// <summary>Who asks, from where, why, and under which idempotency key (H-01, H-04, X-13).</summary>
/// <param name="Who">The asking party, without personal data: <c>guest</c>, <c>admin:1a2b3c4d</c>,
/// <c>system</c>.</param>
/// <param name="From">The network address the request came from, if one did.</param>
/// <param name="Why">The reason given by staff, if one was.</param>
/// <param name="Key">The idempotency key, if the effect must happen once.</param>
/// <param name="IfVersion">The version the caller knows; another one is refused. Null: any.</param>
/// <param name="RequestId">Names the request in logs and errors.</param>
[GenerateSerializer, Immutable, Alias("call")]
public sealed record Call(
    string Who,
    string? From = null,
    string? Why = null,
    CallKey? Key = null,
    long? IfVersion = null,
    string? RequestId = null)
{
    /// <summary>The shop itself: clocks, sweepers and runners.</summary>
    public static Call System { get; } = new("system");
}

/// <summary>The hashes by which a repeated request is known again (H-01).</summary>
/// <param name="Key">Hash of scope, method, path and key: 22 characters.</param>
/// <param name="Body">Hash of the raw body: 22 characters.</param>
/// <param name="Kept">Whether the client gave the key: then the answer is kept for 24 hours. Keys that the API made
/// for its own repeats live one minute, and the repeat is answered with the entity as it stands.</param>
[GenerateSerializer, Immutable, Alias("call-key")]
public sealed record CallKey(string Key, string Body, bool Kept = true);
