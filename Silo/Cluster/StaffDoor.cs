using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Commerce.Grains.Access;
using Commerce.Silo.Keys;
using Microsoft.AspNetCore.Http;
using Orleans.Runtime;

namespace Commerce.Silo;

/// <summary>Lets staff alone through to what is closed: whoever sends a key that opens the admin API, as a bearer's
/// token or as the password of HTTP Basic under any name, which is what a browser asks its user for.</summary>
internal sealed class StaffDoor(RequestDelegate next, ConfiguredKeys keys, IGrainFactory grains)
{
    private readonly byte[]? configured = keys.Admin is { Length: > 0 } admin ? Hashed(admin) : null;

    /// <summary>Metadata of what is closed.</summary>
    public static object Closed { get; } = new Lock();

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Lock>() is null)
        {
            await next(context);
            return;
        }

        var key = KeyOf(context.Request.Headers.Authorization);
        switch (key is null ? false : await IsStaffs(key))
        {
            case true:
                await next(context);
                break;
            case false:
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                context.Response.Headers.WWWAuthenticate =
                    "Basic realm=\"An admin key is the password\", charset=\"UTF-8\"";
                break;
            case null:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "1";
                break;
        }
    }

    // Null: nobody can say now. The key of the settings opens even then.
    private async Task<bool?> IsStaffs(string key)
    {
        if (configured is not null && CryptographicOperations.FixedTimeEquals(Hashed(key), configured)) return true;
        if (!KeyText.TryRead(key, out var id)) return false;
        try
        {
            var known = await grains.GetGrain<IAccessKeyGrain>(id.Key).Verify(KeyText.Hash(key));
            return known is { Kind: AccessKind.Admin };
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException)
        {
            return null;
        }
    }

    private static string? KeyOf(string? header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var sent)) return null;
        return sent.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => sent.Parameter,
            "BASIC" => PasswordIn(sent.Parameter ?? ""),
            _ => null,
        };
    }

    private static string? PasswordIn(string credentials)
    {
        var bytes = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.IndexOf(':') is var place and >= 0 ? text[(place + 1)..] : null;
    }

    private static byte[] Hashed(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private sealed class Lock;
}
