using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Mails;
using Commerce.Grains.Numbers;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Grains.Kernel;

/// <summary>What the grains' features need beside their own state.</summary>
internal static class FeatureRegistration
{
    /// <summary>Adds them; the ports (gateway, tables) come from the silo.</summary>
    public static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddSingleton<EntityTools>()
        .AddSingleton<IIdSource, Ulids>()
        .AddSingleton<NumberSource>()
        .AddSingleton<CatalogueCache>()
        .AddSingleton<CatalogueReader>()
        .AddSingleton<PriceBook>()
        .AddSingleton<IMailWordings, MailWordings>()
        .AddSingleton<GatewayInquiry>()
        .AddSingleton<PriceDesk>()
        .AddSingleton<CertificateHolds>()
        .AddSingleton<KeptMethods>()
        .AddSingleton<AttemptRunner>()
        .AddSingleton<CertificateTill>()
        .AddSingleton<StrayMoneyTill>()
        .AddSingleton<CertificateRoom>()
        .AddSingleton<MethodCourier>()
        .AddSingleton<ICourier, ProductCourier>()
        .AddSingleton<ICourier, StockCourier>()
        .AddSingleton<ICourier, CartCourier>()
        .AddSingleton<ICourier, CustomerCourier>()
        .AddSingleton<ICourier, SavedMethodCourier>()
        .AddSingleton<ICourier, MembershipCourier>()
        .AddSingleton<ICourier, CertificateCourier>()
        .AddSingleton<ICourier, OrderCourier>()
        .AddSingleton<IPaymentOwner, OrderPayments>()
        .AddSingleton<IPaymentOwner, CertificatePayments>();
}
