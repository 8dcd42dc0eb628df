using Commerce.Grains.Kernel;

namespace Commerce.Silo.Gateways.Mail;

/// <summary>An address as it may stand in a mail's header.</summary>
internal static class MailAddress
{
    /// <summary>The address, if it is one.</summary>
    /// <exception cref="MailUnwritableException">It is none.</exception>
    public static string Checked(string address) => EmailAddress.IsOne(address)
        ? address
        : throw new MailUnwritableException("The address is no plain local@domain.");

    /// <summary>What follows the @.</summary>
    public static string DomainOf(string address) => address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..];
}
