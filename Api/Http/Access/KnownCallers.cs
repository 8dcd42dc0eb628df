using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Commerce.Grains.Access;
using Commerce.Silo.Keys;

namespace Commerce.Api.Http;

/// <summary>Tells who calls by the key that was sent. What was asked of the store is believed for one second, so a
/// revoked key opens nothing a second later.</summary>
internal sealed class KnownCallers(ApiSettings settings, IClusterClient grains, TimeProvider clock)
{
    private const string Scheme = "Bearer ";
    private const int RememberedMost = 10_000;

    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (Caller? Caller, DateTimeOffset Until)> remembered = new();
    private readonly byte[]? storefront = Hashed(settings.Keys.Storefront);
    private readonly byte[]? admin = Hashed(settings.Keys.Admin);

    /// <summary>Who sends this Authorization header; null when its key opens nothing.</summary>
    public async ValueTask<Caller?> Recognise(string authorization)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var key = authorization[Scheme.Length..].Trim();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        if (Same(hash, admin)) return Caller.Configured;
        if (Same(hash, storefront)) return Caller.Guest;
        if (CustomerToken.Read(key) is { } token) return await Recognise(token, KeyText.Hash(key));
        return KeyText.TryRead(key, out var id) ? await Recognise(id, KeyText.Hash(key)) : null;
    }

    private async ValueTask<Caller?> Recognise(AccessKeyId id, string hash)
    {
        var now = clock.GetUtcNow();
        if (remembered.TryGetValue(hash, out var known) && known.Until > now) return known.Caller;
        var view = await grains.GetGrain<IAccessKeyGrain>(id.Key).Verify(hash);
        return Remember(hash, view is null ? null : Caller.Of(view), now);
    }

    private async ValueTask<Caller?> Recognise(CustomerToken token, string hash)
    {
        var now = clock.GetUtcNow();
        if (remembered.TryGetValue(hash, out var known) && known.Until > now) return known.Caller;
        var opens = await grains.Customer(token.Customer.Value).Verify(token.Session, hash);
        return Remember(hash, opens ? Caller.Of(token) : null, now);
    }

    /// <summary>Believes nothing any more: a session has just ended.</summary>
    public void Forget() => remembered.Clear();

    private Caller? Remember(string hash, Caller? caller, DateTimeOffset now)
    {
        if (remembered.Count >= RememberedMost) remembered.Clear();
        remembered[hash] = (caller, now + Believed);
        return caller;
    }

    private static byte[]? Hashed(string? key) =>
        string.IsNullOrEmpty(key) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static bool Same(byte[] given, byte[]? configured) =>
        configured is not null && CryptographicOperations.FixedTimeEquals(given, configured);
}
