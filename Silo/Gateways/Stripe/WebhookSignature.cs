using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>Whether a webhook comes from Stripe: pure.</summary>
internal static class WebhookSignature
{
    /// <summary>How far the time of signing may be from ours, both ways.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether one of the secrets signed these bytes, lately. Every signature is compared with every secret,
    /// so that the time taken tells nothing.</summary>
    /// <param name="body">The bytes as they came.</param>
    /// <param name="header">The header <c>Stripe-Signature</c>: <c>t=…,v1=…</c>.</param>
    /// <param name="secrets">The secrets that may sign; empty ones sign nothing.</param>
    /// <param name="now">The time now.</param>
    public static bool IsGood(
        ReadOnlySpan<byte> body, string? header, IEnumerable<string?> secrets, DateTimeOffset now)
    {
        if (header is null || header.Length > 4096) return false;
        var parts = header.Split(',')
            .Select(part => part.Trim().Split('=', 2))
            .Where(part => part.Length == 2)
            .ToList();
        var times = parts.Where(part => part[0] == "t").Select(part => part[1]).ToList();
        if (times is not [var time] || !IsClose(time, now)) return false;

        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. body];
        var given = parts.Where(part => part[0] == "v1").Select(part => Encoding.ASCII.GetBytes(part[1])).ToList();
        var isGood = false;
        foreach (var secret in secrets.Where(secret => !string.IsNullOrEmpty(secret)))
        {
            var wanted = Encoding.ASCII.GetBytes(
                Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret!), signed)));
            foreach (var one in given) isGood |= CryptographicOperations.FixedTimeEquals(one, wanted);
        }

        return isGood;
    }

    private static bool IsClose(string time, DateTimeOffset now) =>
        long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) <= (decimal)Tolerance.TotalSeconds;
}
