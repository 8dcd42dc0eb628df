using System.Security.Cryptography;
using System.Text;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Orders;

/// <summary>What lets a customer pay the rest of an order anew: sent by mail only, good for one payment.</summary>
/// <param name="Hash">Hash of its token; the token itself is stored nowhere but in the mail.</param>
/// <param name="Until">When it ends.</param>
/// <param name="ShipmentId">The shipment whose money was refused; null: staff asked for it.</param>
/// <param name="UnderWay">The payment that is being made with it.</param>
/// <param name="Tries">How many payments were tried with it.</param>
/// <param name="Used">Whether one of them went well.</param>
internal sealed record PaymentLink(
    string Hash,
    DateTimeOffset Until,
    string? ShipmentId,
    AttemptId? UnderWay = null,
    int Tries = 0,
    bool Used = false)
{
    /// <summary>What its mail said that is to be paid; null: it is from before that was kept.</summary>
    public long? Told { get; init; }

    /// <summary>Hash of the token of the link before, should that work on: its customer may still be there.</summary>
    public string? Earlier { get; init; }

    /// <summary>Whether a token's hash is its own; the time this takes tells nothing of how much of it was
    /// right.</summary>
    public bool Opens(string hash) => AreSame(Hash, hash) | AreSame(Earlier ?? "", hash);

    private static bool AreSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}

/// <summary>The token of a payment link.</summary>
internal static class LinkToken
{
    private const string Alphabet = "ABCDEFGHIJKLMNPQRSTUVWXYZabcdefghijmnopqrstuvwxyz23456789";
    private const int Length = 40;

    public static string Fresh(IIdSource ids) => ids.Secret(Alphabet, Length);

    public static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
