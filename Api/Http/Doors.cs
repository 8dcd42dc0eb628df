using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Pricing;
using Commerce.Grains.Pricing.Charges;
using Commerce.Grains.Pricing.UserClasses;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;

namespace Commerce.Api.Http;

/// <summary>Finds the grains that endpoints ask.</summary>
internal static class Doors
{
    public static ICartGrain Cart(this IClusterClient grains, string id) => grains.GetGrain<ICartGrain>(id);

    public static ICheckoutGrain Checkout(this IClusterClient grains) => grains.GetGrain<ICheckoutGrain>("checkout");

    public static IOrderDeskGrain OrderDesk(this IClusterClient grains) =>
        grains.GetGrain<IOrderDeskGrain>("order-desk");

    public static IAdditionGrain Additions(this IClusterClient grains) => grains.GetGrain<IAdditionGrain>("addition");

    public static IOrderMoneyGrain OrderMoney(this IClusterClient grains, string id) =>
        grains.GetGrain<IOrderMoneyGrain>(id);

    public static IPaymentLinkGrain PaymentLinks(this IClusterClient grains) =>
        grains.GetGrain<IPaymentLinkGrain>("payment-link");

    public static IOrderStaffGrain OrderStaff(this IClusterClient grains, string id) =>
        grains.GetGrain<IOrderStaffGrain>(id);

    public static IOrderGrain Order(this IClusterClient grains, string id) => grains.GetGrain<IOrderGrain>(id);

    public static IFulfilmentGrain Fulfilment(this IClusterClient grains) =>
        grains.GetGrain<IFulfilmentGrain>("fulfilment");

    public static IOrderListGrain Orders(this IClusterClient grains) => grains.GetGrain<IOrderListGrain>("orders");

    public static ICatalogueGrain Catalogue(this IClusterClient grains) =>
        grains.GetGrain<ICatalogueGrain>("catalogue");

    public static IProductListGrain Products(this IClusterClient grains) =>
        grains.GetGrain<IProductListGrain>("products");

    public static IPricingGrain Pricing(this IClusterClient grains) => grains.GetGrain<IPricingGrain>("pricing");

    public static IShippingRulesGrain ShippingRules(this IClusterClient grains) =>
        grains.GetGrain<IShippingRulesGrain>(IShippingRulesGrain.Only);

    public static ITaxRulesGrain TaxRules(this IClusterClient grains) =>
        grains.GetGrain<ITaxRulesGrain>(ITaxRulesGrain.Only);

    public static IUserClassGrain UserClass(this IClusterClient grains, string id) =>
        grains.GetGrain<IUserClassGrain>(id);

    public static IStockGrain Stock(this IClusterClient grains, Sku sku) =>
        grains.GetGrain<IStockGrain>(StockKey.Of(sku));

    public static ICustomerGrain Customer(this IClusterClient grains, string id) =>
        grains.GetGrain<ICustomerGrain>(id);

    public static IAccountGrain Accounts(this IClusterClient grains) => grains.GetGrain<IAccountGrain>("accounts");

    public static ICertificateGrain Certificate(this IClusterClient grains, CertificateId id) =>
        grains.GetGrain<ICertificateGrain>(id.Value);

    public static ICertificateDeskGrain Certificates(this IClusterClient grains) =>
        grains.GetGrain<ICertificateDeskGrain>("desk");

    public static ICertificateListGrain CertificateList(this IClusterClient grains) =>
        grains.GetGrain<ICertificateListGrain>("certificates");

    public static IHistoryGrain History(this IClusterClient grains) => grains.GetGrain<IHistoryGrain>("history");

    /// <summary>What happened to an entity; one that nothing ever happened to is not there.</summary>
    public static async Task<Outcome<Page<HistoryEntry>>> HistoryOf(
        this IClusterClient grains, string entity, string id, PageRequest page) =>
        await grains.History().List(entity, id, page) is var outcome
            && outcome is Outcome<Page<HistoryEntry>>.Done({ Items.IsEmpty: true }, _) && page.Cursor is null
            ? new NotFound(entity)
            : outcome;
}
