namespace Commerce.Grains.Customers;

/// <summary>The limits of an account.</summary>
internal static class CustomerLimits
{
    /// <summary>Longest name.</summary>
    public const int NameMost = 200;

    /// <summary>Most addresses in the book.</summary>
    public const int AddressesMost = 50;

    /// <summary>Most classes.</summary>
    public const int ClassesMost = 100;

    /// <summary>Longest id of a class, a certificate or a payment method.</summary>
    public const int IdMost = 100;

    /// <summary>Most kept payment methods.</summary>
    public const int MethodsMost = 20;

    /// <summary>Most payment methods that are kept no more and are remembered.</summary>
    public const int DroppedMost = 100;

    /// <summary>Most gift certificates.</summary>
    public const int CertificatesMost = 1_000;

    /// <summary>From one mail that somebody wanted to make an account with their address to the next.</summary>
    public static readonly TimeSpan HearsAfter = TimeSpan.FromDays(1);

    /// <summary>Most sessions at once; one more ends the oldest.</summary>
    public const int SessionsMost = 20;
}
