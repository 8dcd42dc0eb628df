namespace Commerce.Grains.Certificates;

/// <summary>How much a certificate may hold of each thing (GC-03).</summary>
internal static class CertificateLimits
{
    /// <summary>Longest name of who gives or gets it.</summary>
    public const int NameMost = 100;

    /// <summary>Longest message.</summary>
    public const int MessageMost = 200;

    /// <summary>Longest claim check.</summary>
    public const int ClaimCheckMost = 50;

    /// <summary>Most minor units of one certificate that staff issue: what an order may come to.</summary>
    public const long AmountMost = 99_999_999;

    /// <summary>Longest name of a part that is reinstated.</summary>
    public const int PartMost = 100;
}
