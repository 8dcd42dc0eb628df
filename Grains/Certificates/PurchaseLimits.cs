using Commerce.Grains.Kernel;
using static Commerce.Grains.Certificates.CertificateCommand;

namespace Commerce.Grains.Certificates;

/// <summary>What may be bought (GC-04, GC-05): pure.</summary>
internal static class PurchaseLimits
{
    public static InvalidValue? FaultOf(Purchase purchase, ShopSettings settings)
    {
        var (to, from, message, recipient) = purchase.Letter;
        if (!EmailAddress.IsOne(recipient))
            return Wrong("/recipientEmail", "This is not one plain e-mail address.");
        if (recipient.Length > CertificateLimits.NameMost)
            return Wrong("/recipientEmail", $"At most {CertificateLimits.NameMost} characters.");
        if (to.Trim().Length is 0 or > CertificateLimits.NameMost) return Name("/to");
        if (from.Trim().Length is 0 or > CertificateLimits.NameMost) return Name("/from");
        if (message.Length > CertificateLimits.MessageMost)
            return Wrong("/message", $"At most {CertificateLimits.MessageMost} characters.");
        return FaultOf(purchase.Request.Amount, settings);
    }

    private static InvalidValue? FaultOf(Money amount, ShopSettings settings)
    {
        if (amount.Currency != settings.Currency) return Wrong("/amount", "It has the shop's currency.");
        var currency = Currency.Of(settings.Currency);
        var unit = (long)Math.Pow(10, currency.Decimals);
        var (least, most) = (settings.CertificateLeast * unit, settings.CertificateMost * unit);
        if (amount.Amount < least || amount.Amount > most || amount.Amount % currency.Step != 0)
            return Wrong("/amount", $"{amount with { Amount = least }} to {amount with { Amount = most }}.");
        return null;
    }

    private static InvalidValue Name(string param) =>
        Wrong(param, $"1 to {CertificateLimits.NameMost} characters are expected.");

    private static InvalidValue Wrong(string param, string reason) => new(reason) { Param = param };
}
