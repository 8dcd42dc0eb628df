using System.Security.Cryptography;
using Commerce.Grains.Access;
using Commerce.Grains.Customers;
using Microsoft.AspNetCore.WebUtilities;

namespace Commerce.Api.Http;

/// <summary>What a customer's token names: <c>ct_</c>, the customer's and the session's id, <c>_</c>, a secret of 32
/// bytes.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Session">Which of their sessions.</param>
internal sealed record CustomerToken(CustomerId Customer, string Session)
{
    /// <summary>How many characters the id of a session has.</summary>
    public const int SessionLength = 8;

    private const string Prefix = "ct_";
    private const int SecretBytes = 32;
    private const int SecretLength = 43;

    /// <summary>A fresh token, to be shown once.</summary>
    public string Make() => string.Concat(
        Prefix, Customer.Name, Session, "_",
        WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>What a text names that looks like a token; null when it does not.</summary>
    public static CustomerToken? Read(string text)
    {
        var place = text.Length - SecretLength - 1;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || place <= Prefix.Length + SessionLength) return null;
        var (customer, session) = (text[Prefix.Length..(place - SessionLength)], text[(place - SessionLength)..place]);
        return text[place] == '_' && CustomerId.IsOne(CustomerId.Prefix + customer) && AccessKeyId.IsOne(session)
            ? new(CustomerId.Named(customer), session)
            : null;
    }
}
