using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Simulation.Running;

namespace Commerce.Simulation.World.Meddling;

/// <summary>Asks anything of anything in whatever state it is: old pages, impatient staff, scripts, messages about
/// attempts that nobody made, and messages that come once more. All of it must be answered, and harm nobody.</summary>
internal sealed class Meddler(Town town, Chance chance)
{
    /// <summary>No shopper tries so often.</summary>
    private const int Stranger = 90;

    private const int SoonPercent = 5;
    private const int SeldomPercent = 15;
    private const int OftenPercent = 90;

    private static readonly ImmutableArray<Deed> Deeds =
    [
        .. CartDeeds.All, .. OrderDeeds.All, .. StockDeeds.All, .. CertificateDeeds.All, .. CustomerDeeds.All,
        .. ShopDeeds.All,
    ];

    public Town Town => town;

    public Chance Chance => chance;

    public Names Names => town.Names;

    /// <summary>The only cart that is meddled with; null: any.</summary>
    public CartId? OnlyCart { get; init; }

    /// <summary>The only certificate that is meddled with; null: any.</summary>
    public CertificateId? OnlyCertificate { get; init; }

    /// <summary>A cart in any state; sometimes one that nobody filled.</summary>
    public CartId Cart() => OnlyCart is { } seen ? seen : chance.Percent(12) || Names.Carts.Count == 0
        ? CartId.Named(town.Ids.Next())
        : chance.Of(Names.Carts);

    public OrderId Order() => Cart().Order;

    /// <summary>A customer; sometimes nobody, or a name that only stands for an address that was taken.</summary>
    public CustomerId Customer() => chance.Percent(12) || Names.Customers.Count == 0
        ? CustomerId.Named(town.Ids.Next())
        : chance.Of(Names.Decoys.Count > 0 && chance.Percent(8) ? Names.Decoys : Names.Customers);

    public CertificateId Certificate() => OnlyCertificate is { } seen ? seen
        : chance.Percent(12) || Names.Certificates.Count == 0
        ? CertificateId.Of("certificate-" + town.Ids.Next())
        : chance.Of(Names.Certificates);

    /// <summary>An attempt that nobody made.</summary>
    public static AttemptId StrangerOf(OrderId order) => AttemptId.Of(order, Stranger);

    /// <summary>Until a time comes.</summary>
    public async Task Live(long end, TimeSpan between)
    {
        while (town.Clock.Elapsed < end)
        {
            await town.Sleep(chance.Within(between));
            await Do(chance.Of(Deeds));
        }
    }

    /// <summary>What does not last long is meddled with as soon as it is written.</summary>
    public void Hear(IEnvelope write)
    {
        if (town.Weather.IsCalm) return;
        switch (write.State)
        {
            case OrderState.Confirmed when chance.Percent(SoonPercent):
            case OrderState.Expired when chance.Percent(OftenPercent):
            case OrderState.Placed placed when IsSeldom(placed) && chance.Percent(SeldomPercent):
                Soon(OrderDeeds.All, TimeSpan.Zero, CartId.Of(OrderId.Of(write.Id)), null);
                break;
            case CartState.Frozen when chance.Percent(SoonPercent):
                Soon(CartDeeds.All, TimeSpan.Zero, CartId.Of(write.Id), null);
                break;
            case CartState.Open open when chance.Percent(SoonPercent):
                Soon(CartDeeds.All, open.ExpiresAt - town.Clock.Shown, CartId.Of(write.Id), null);
                break;
            case CertificateState.Confirmed or CertificateState.Failed when chance.Percent(OftenPercent):
                Soon(CertificateDeeds.All, TimeSpan.Zero, null, CertificateId.Of(write.Id));
                break;
        }
    }

    private static bool IsSeldom(OrderState.Placed order) => order.Link is not null
        || order.Shipments.Any(one => one.Status is ShipmentStatus.AwaitingPayment or ShipmentStatus.PaymentFailed)
        || order.Core.Payments.Any(payment => payment.Ahead > 0)
        || OrderStatus.Of(order) == "returned";

    private void Soon(ImmutableArray<Deed> some, TimeSpan after, CartId? cart, CertificateId? certificate) =>
        town.Add("meddler", async () =>
        {
            await town.Sleep(after);
            if (town.Weather.IsCalm) return;
            var other = new Meddler(town, chance) { OnlyCart = cart, OnlyCertificate = certificate };
            await other.Do(chance.Of(some));
        });

    private async Task Do(Deed deed)
    {
        var call = new Call("admin:1a2b3c4d", Key: new(town.Ids.Next(), "body"), Why: "simulated");
        try
        {
            await town.Process.Ask(async services =>
            {
                await deed(this, (IGrainFactory)services.GetService(typeof(IGrainFactory))!, call);
                return true;
            });
        }
        catch (Exception failure)
        {
            town.Auditor.Weigh(failure);
        }
    }
}

/// <summary>Something that somebody does.</summary>
internal delegate Task Deed(Meddler who, IGrainFactory grains, Call call);
