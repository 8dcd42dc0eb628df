using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Customers.SignIn;
using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Commerce.Grains.Orders;
using Commerce.Grains.Pricing;
using Commerce.Grains.Pricing.Charges;
using Commerce.Grains.Pricing.UserClasses;
using Commerce.Grains.Products;

namespace Commerce.Silo.Tests;

/// <summary>Those who come back, and the rules that staff make: they are stored too.</summary>
internal sealed class Regulars(RunningShop shop)
{
    private static readonly Call Staff = new("admin:1a2b3c4d", "192.0.2.1", "opening");
    private static readonly Call Ada = new("customer-ada", "192.0.2.7");

    /// <summary>An account with everything it can keep, a merged cart, classes, and rules.</summary>
    public async Task Run()
    {
        var customer = CustomerId.Named("ada");
        await Done(shop.Grains.GetGrain<IAccountGrain>("accounts")
            .Register(customer, new("Ada Łęcka", "ada@shop.example", "hash-of-a-password"), Ada));
        var account = shop.Grains.GetGrain<ICustomerGrain>(customer.Value);
        await Done(account.Change(new CustomerCommand.ChangeProfile(null, SavesMethods: true), Ada));
        await Done(account.Change(
            new CustomerCommand.AddAddress("address-1", new("Ada", "1 Row", null, "London", null, "N1", "GB", null)),
            Ada));
        await Done(account.Change(new CustomerCommand.SetMembership("class-press", Approved: true), Staff));
        await Done(account.KeepMethod(new(new("pm_1", new("visa", "4242", 12, 2030), Failed: false), "cus_1"), Ada));
        await Done(account.AddCertificate(new("certificate-1"), Staff));
        await Done(account.OpenSession(new("session1", "hash-of-a-token", "hash-of-a-password"), Ada));
        await Done(shop.Grains.GetGrain<ISignInGuardGrain>(GuardKey.Of("ada@shop.example")).Try(Ada));
        await Gifts(customer);
        await Merges(customer);
        await Rules();
    }

    private async Task Gifts(CustomerId customer)
    {
        var desk = shop.Grains.GetGrain<ICertificateDeskGrain>("desk");
        foreach (var name in (string[])["1", "2", "6"])
        {
            await Done(desk.Issue(
                CertificateId.Named(name), new(customer, new(1000, "USD"), ExpiryChoices.Usual), Staff));
        }

        var given = shop.Grains.GetGrain<ICertificateGrain>("certificate-1");
        var attempt = AttemptId.Of("order-first/1");
        await Done(given.Hold(new(attempt, customer, new(300, "USD"), shop.Clock.GetUtcNow().AddMinutes(5))));
        await Done(given.Release(attempt));
        var lapsed = shop.Grains.GetGrain<ICertificateGrain>("certificate-6");
        await Done(lapsed.Hold(new(attempt, customer, new(300, "USD"), shop.Clock.GetUtcNow().AddMinutes(5))));
        await Done(lapsed.SetExpiry(null, Staff));
        await Done(lapsed.Release(attempt));
        await Done(shop.Grains.GetGrain<ICertificateGrain>("certificate-2").Void(Staff));
        var wish = new PurchaseWish(
            customer, new(5000, "USD"), new("Bob", "Ada", "", "bob@shop.example"), "pm_card_visa", null);
        await Done(desk.Buy(CertificateId.Named("3"), wish, Ada));
        await desk.Buy(CertificateId.Named("4"), wish with { Method = "pm_card_chargeDeclined" }, Ada);
        await desk.Buy(CertificateId.Named("5"), wish with { Method = "pm_card_authenticationRequired" }, Ada);
        await shop.Grains.GetGrain<IClaimGuardGrain>("claims-customer-ada").Try(Ada);
    }

    private async Task Merges(CustomerId customer)
    {
        var checkout = shop.Grains.GetGrain<ICheckoutGrain>("checkout");
        foreach (var name in (string[])["first", "second"])
        {
            var cart = CartId.Named(name);
            await Done(checkout.AddLine(cart, Sku.Of("ATLAS-1"), 1, new("guest", Key: new(name, "body"))));
            await Done(shop.Grains.GetGrain<IAccountGrain>("accounts").TakeCart(cart, customer, Ada));
        }
    }

    private async Task Rules()
    {
        foreach (var name in (string[])["press", "gone"])
            await Done(shop.Grains.GetGrain<IUserClassGrain>(ClassId.Named(name).Value).Create("Press", Staff));
        await Done(shop.Grains.GetGrain<IUserClassGrain>(ClassId.Named("gone").Value).Remove(Staff));
        await Done(shop.Grains.GetGrain<IShippingRulesGrain>(IShippingRulesGrain.Only).Set(
            new(PerItem: new Money(300, "USD"), Order: new Money(100, "USD")), Staff));
        await Done(shop.Grains.GetGrain<ITaxRulesGrain>(ITaxRulesGrain.Only).Replace(
            [new("US", "NY", 0.08875m, TaxesShipping: true)], Staff));
        await Done(shop.Grains.GetGrain<IMailTemplateGrain>(MailTemplateId.Automatic(2).Value).Edit(
            new("Shipped", "Order order_id_here", "It has left.\n\ncarrier_here", "After each parcel.", ["shipping"]),
            Staff));
    }

    private static async Task Done<T>(Task<Outcome<T>> outcome) => Assert.IsType<Outcome<T>.Done>(await outcome);
}
