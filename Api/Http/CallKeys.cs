using System.Security.Cryptography;
using System.Text;
using Commerce.Grains.Kernel;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Commerce.Api.Http;

/// <summary>Makes the hashes by which a repeated request is known again (H-01).</summary>
internal static class CallKeys
{
    public const string Header = "Idempotency-Key";

    private const int HashBytes = 16;
    private const int LengthMost = 255;
    private const int UnguessableLeast = 20;

    /// <summary>The key of a request; one that came without gets a key for our own repeats.</summary>
    /// <param name="context">The request.</param>
    /// <param name="scope">What opens the resource.</param>
    /// <param name="body">The raw body.</param>
    /// <exception cref="ProblemException">The header is no key.</exception>
    public static CallKey Of(HttpContext context, string scope, ReadOnlySpan<byte> body)
    {
        var request = context.Request;
        var given = Given(request.Headers[Header]);
        var creates = context.GetEndpoint()?.Metadata.GetMetadata<Creates>() is not null;
        if (creates && given is { Length: < UnguessableLeast })
            throw new ProblemException(KnownProblems.KeyTooShort);

        var key = given ?? Convert.ToHexString(RandomNumberGenerator.GetBytes(HashBytes));
        return new(
            Hash(Encoding.UTF8.GetBytes($"{scope}\n{request.Method}\n{request.Path.Value}\n{key}")),
            Hash(body),
            Kept: given is not null);
    }

    /// <summary>The same key for a body that holds a password: what a repeat is compared by must not be a fast hash of
    /// it.</summary>
    /// <param name="key">The request's key.</param>
    /// <param name="values">The values that are no secrets.</param>
    public static CallKey Without(CallKey key, params IEnumerable<string> values) =>
        key with { Body = Hash(Encoding.UTF8.GetBytes(string.Join('\n', values))) };

    private static string? Given(StringValues header) => header switch
    {
        [] => null,
        [{ Length: > 0 and <= LengthMost } key] when key.All(letter => letter is > ' ' and <= '~') => key,
        _ => throw new ProblemException(KnownProblems.KeyMalformed),
    };

    private static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return WebEncoders.Base64UrlEncode(hash[..HashBytes]);
    }
}

/// <summary>Stands on routes where a storefront key alone makes something: their idempotency key must be
/// unguessable.</summary>
internal sealed record Creates;
