namespace Commerce.Grains.Certificates;

/// <summary>The names of a certificate's states (GC-01) and what its buyer reads (GC-20).</summary>
public static class CertificateStatus
{
    /// <summary>Its payment is in doubt.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>Bought, and the address fitted the card.</summary>
    public const string AuthorizedPlusAvs = "authorized_plus_avs";

    /// <summary>Bought; whether the address fits is not known, or it does not.</summary>
    public const string AuthorizedMinusAvs = "authorized_minus_avs";

    /// <summary>Issued by staff.</summary>
    public const string Authorized = "authorized";

    /// <summary>Its payment failed.</summary>
    public const string Failed = "failed_authorization";

    /// <summary>Voided by staff.</summary>
    public const string Void = "void";

    /// <summary>All names.</summary>
    public static ImmutableArray<string> All { get; } =
        [Confirmed, AuthorizedPlusAvs, AuthorizedMinusAvs, Authorized, Failed, Void];

    /// <summary>Whether its money is there.</summary>
    /// <param name="status">The name.</param>
    public static bool IsValid(string status) => status is AuthorizedPlusAvs or AuthorizedMinusAvs or Authorized;

    /// <summary>What the buyer reads (GC-20).</summary>
    /// <param name="status">The name.</param>
    /// <param name="claimed">Whether somebody claimed it.</param>
    public static string TextOf(string status, bool claimed) => status switch
    {
        Confirmed => "Not Yet Authorized",
        Failed => "Failed Authorization",
        Void => "Void",
        _ => claimed ? "Claimed by Recipient" : "Authorized (not yet claimed)",
    };
}
