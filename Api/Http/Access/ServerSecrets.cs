using System.Security.Cryptography;
using System.Text;
using Commerce.Grains.Access;
using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Microsoft.AspNetCore.WebUtilities;

namespace Commerce.Api.Http;

/// <summary>Signs cart tokens and derives ids with the server's secrets, which live in the database.</summary>
internal sealed class ServerSecrets(IClusterClient grains, TimeProvider clock)
{
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int SecretBytes = 32;

    private static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(5);

    private ServerKeys keys = new([], []);
    private DateTimeOffset readAt;

    private IServerKeysGrain Grain => grains.GetGrain<IServerKeysGrain>(IServerKeysGrain.Only);

    /// <summary>Whether there are none yet: the first start of this database has not come to its end.</summary>
    public async Task<bool> AreMissing() =>
        await Grain.View() is Outcome<ServerKeys>.Done { Value.Tokens.IsEmpty: true };

    /// <summary>Reads them, or makes them in a new database.</summary>
    public async Task Open()
    {
        var proposal = new ServerKeysCommand.Open(Fresh(), Fresh());
        readAt = clock.GetUtcNow();
        keys = await Grain.Open(proposal) is
            Outcome<ServerKeys>.Done { Value: var read }
            ? read
            : throw new InvalidOperationException("The server's secrets cannot be read.");
    }

    /// <summary>Signs with a fresh secret from now on.</summary>
    public async Task Replace(ServerKeyUse use)
    {
        await Open();
        if (await Grain.Replace(new(use, Fresh()), Call.System) is Outcome<ServerKeys>.Done { Value: var read })
            keys = read;
        else throw new InvalidOperationException("The secret could not be replaced.");
    }

    private static string Fresh() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The token that opens a cart.</summary>
    public string TokenOf(CartId cart) => Sign(keys.Tokens[0], cart.Value);

    /// <summary>Whether a token opens a cart; signed with the current secret or the one before.</summary>
    public async ValueTask<bool> Opens(string? token, CartId cart)
    {
        if (string.IsNullOrEmpty(token)) return false;
        if (IsSigned(token, cart)) return true;
        if (clock.GetUtcNow() < readAt + ReadAgain) return false;

        // Another process may have replaced the secret meanwhile.
        await Open();
        return IsSigned(token, cart);
    }

    /// <summary>The name of what a request makes: the same request makes the same one (H-01).</summary>
    public string Derive(CallKey key, int length = 26)
    {
        var mac = Mac(keys.Ids[0], key.Key);
        return string.Create(length, mac, static (text, bytes) =>
        {
            for (var place = 0; place < text.Length; place++) text[place] = Letters[bytes[place] & 31];
        });
    }

    private bool IsSigned(string token, CartId cart)
    {
        var given = Encoding.UTF8.GetBytes(token);
        var signed = false;
        foreach (var key in keys.Tokens)
            signed |= CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Sign(key, cart.Value)));
        return signed;
    }

    private static string Sign(string key, string text) => WebEncoders.Base64UrlEncode(Mac(key, text));

    private static byte[] Mac(string key, string text) =>
        HMACSHA256.HashData(WebEncoders.Base64UrlDecode(key), Encoding.UTF8.GetBytes(text));
}
