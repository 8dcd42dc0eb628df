using System.Collections.Frozen;
using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Checkout;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;

namespace Commerce.Api.Http;

/// <summary>One of each refusal that a route can answer: its status, code and shape in the description are
/// theirs.</summary>
internal static class RefusalExamples
{
    private static readonly OrderId Order = OrderId.Of("order-01k0g7w5v3m8x2y9q4r6t1z0ab");
    private static readonly Sku Mug = new("MUG-BLUE");

    private static readonly FrozenDictionary<Type, Refusal> All = new Refusal[]
    {
        new NotFound("cart"),
        new NotAllowed("fulfilled", "void_order"),
        new InvalidValue("A price has the shop's currency.") { Param = "/variants/0/price" },
        new VersionStale(12),
        new IdempotencyKeyUsed(),
        new TooManyKeys(1_000),
        new TryAgain("This item"),
        new CursorInvalid(),
        new SortUnknown(["name", "-name"]),
        new NotOrderable(Mug),
        new QuantityOutOfRange(1_000, 1, 999),
        new TooManyLines(1_000),
        new TooManyUnits(10_000),
        new CartFrozen(Order),
        new CartEnded("closed", Order),
        new CartChanged(7),
        new CartIncomplete("delivery"),
        new TooManyAttempts(10),
        new OrderTotalTooHigh(Usd(99_999_999)),
        new PaymentDeclined("card_declined"),
        new PaymentMethodFailed { Param = "/payment/method" },
        new PaymentUnavailable(),
        new AttemptUnfinished(AttemptId.Of(Order, 1)),
        new OutOfStock([new(Mug, 2, 1)]),
        new PriceChanged(Totals(3_998), Totals(4_198)),
        new OrderHasShipped(),
        new ItemUnknown("3"),
        new NothingToShip(),
        new OrderShipsWhole(),
        new NothingToCharge(),
        new ShipmentPaymentFailed("shipment-01k0g7w5v3m8", "expired_card"),
        new ShipmentUnsettled("shipment-01k0g7w5v3m8"),
        new RefundTooLarge(),
        new NoReusableMethod(),
        new TooManyAdditions(1_000),
        new AttemptDead(AttemptId.OfAddition(Order, "7q2m9kd0xw")),
        new SlugTaken("blue-mug"),
        new SignInRefused(),
        new TooManySignIns(new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero)),
        new AccountFull("addresses", 50),
        new ClassesNotChosen(),
        new WebhookInvalid(),
        new GatewayUnreachable(),
        new SignInRequired(),
        new ClaimCheckRefused(),
        new TooManyClaims(new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero)),
        new CertificatesNotSold(),
        new VariableUnknown("claim_check_here", ["order_id_here", "customer_service_signature_here"]),
        new AmountBelowMinimum(Usd(20), Usd(50)),
        new SkuTaken(Mug, ProductId.Of("product-01k0g7w5v3m8x2y9q4r6t1z0ab")),
    }.ToFrozenDictionary(refusal => refusal.GetType());

    public static Refusal Of(Type refusal) => All[refusal];

    private static Money Usd(long amount) => new(amount, "USD");

    private static Totals Totals(long amount) => new(Usd(amount), Usd(0), Usd(0), Usd(0), Usd(amount));
}
