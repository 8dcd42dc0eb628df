using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Commerce.Grains.Kernel;

namespace Commerce.Silo.Gateways.Simulated;

/// <summary>What the gateway answers.</summary>
/// <param name="Fact">What it says.</param>
/// <param name="Lost">Whether nobody hears it.</param>
internal sealed record GatewayReply<T>(T Fact, bool Lost = false);

/// <summary>What a request under a key came to.</summary>
/// <param name="Fact">What is said of it.</param>
/// <param name="Made">What it made or changed; null: nothing, and a repeat is judged anew.</param>
/// <param name="Decided">Whether a repeat hears the same.</param>
/// <param name="Lost">Whether nobody hears it.</param>
internal sealed record Done<T>(T Fact, string? Made = null, bool Decided = true, bool Lost = false);

/// <summary>A request under an idempotency key.</summary>
/// <param name="Operation">What is asked.</param>
/// <param name="Key">The key.</param>
/// <param name="Content">Everything that a repeat must have in common with it.</param>
internal sealed record KeyedRequest(string Operation, string Key, string Content);

/// <summary>One transaction of the ledger at one time: keys and the log of calls.</summary>
internal sealed class Desk(ILedger ledger, SimulatorSettings settings, DateTimeOffset at)
{
    public const string Misused = "idempotency_error";

    public ILedger Ledger => ledger;

    public SimulatorSettings Settings => settings;

    /// <summary>Milliseconds since 1970.</summary>
    public long Now { get; } = at.ToUnixTimeMilliseconds();

    /// <summary>Makes what nobody can guess.</summary>
    public Func<string> Chance { get; init; } = static () => RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>One key, one effect, one answer.</summary>
    public GatewayReply<T> Once<T>(KeyedRequest request, T misused, Func<KnownRequest, Done<T>> work)
    {
        var hash = Hash(request.Operation, request.Content);
        var known = ledger.Receive(request.Key, request.Operation, hash, Now);
        if (known.Hash != hash) return Said(request, new GatewayReply<T>(misused));

        if (Now - known.KnownSince >= settings.KeyTime.TotalMilliseconds)
        {
            ledger.Forget(request.Key, Now);
            known = known with { Made = null, Answer = null };
        }

        if (known.Answer is { } said)
            return Said(request, new GatewayReply<T>(JsonSerializer.Deserialize<T>(said, KernelJson.Options)!));

        var done = work(known);
        if (done.Made is not null)
        {
            var answer = done.Decided ? JsonSerializer.Serialize(done.Fact, KernelJson.Options) : null;
            ledger.Keep(request.Key, done.Made, answer);
        }

        return Said(request, new GatewayReply<T>(done.Fact, done.Lost));
    }

    /// <summary>Writes a call into the log (PAY-08).</summary>
    public GatewayReply<T> Logged<T>(string operation, string subject, T fact)
    {
        ledger.Log(Now, operation, subject, fact!.GetType().Name);
        return new(fact);
    }

    /// <summary>An id that follows from what it is for.</summary>
    public static string Hash(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));

    private GatewayReply<T> Said<T>(KeyedRequest request, GatewayReply<T> reply)
    {
        var said = reply.Fact!.GetType().Name + (reply.Lost ? ", lost" : "");
        ledger.Log(Now, request.Operation, request.Key, said);
        return reply;
    }
}
