using Commerce.Grains.Kernel;

namespace Commerce.Grains.Mails;

/// <summary>The mails about accounts.</summary>
public static class AccountMails
{
    /// <summary>Somebody wanted to make an account with an address that has one: to its owner.</summary>
    /// <param name="owner">The address.</param>
    internal static Outgoing AlreadyThere(string owner) => new(
        "mail", MailTemplates.AccountThere.Name, owner, ImmutableSortedDictionary<string, string>.Empty);
}
