using Commerce.Grains.Payments;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>What every gateway does, whichever it is: the contract of the port.</summary>
public abstract class AnyGateway : IAsyncLifetime
{
    private GatewayUnderTest? world;

    internal GatewayUnderTest World => world!;

    internal ICardGateway Gateway => World.Gateway;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await Open();

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal abstract Task<GatewayUnderTest> Open();

    internal static AuthorizeRequest Request(string method, string attempt = "order-1/1") =>
        GatewayTable.Request(method, attempt);

    internal Task<PaymentFact> Authorize(string method) => Gateway.Authorize(Request(method), Stop);

    internal async Task<PaymentFact.Approved> Approved(AuthorizeRequest request) =>
        Assert.IsType<PaymentFact.Approved>(await Gateway.Authorize(request, Stop));

    internal Task<PaymentFact.Approved> Approved(string method = "pm_card_visa") => Approved(Request(method));

    internal Task<PaymentFact> Capture(string id, long amount, bool final = true, string key = "ship-1") =>
        Gateway.Capture(new(id, new(amount, "USD"), final, $"order-1/1/{key}"), Stop);

    internal Task<RefundFact> Refund(string id, long amount, string name = "refund-1") =>
        Gateway.Refund(new(id, $"order-1/{name}", new(amount, "USD"), $"order-1/{name}"), Stop);

    internal async Task<string> Taken(string method = "pm_card_visa", long amount = 1_500)
    {
        var id = (await Approved(method)).PaymentId;
        Assert.IsType<PaymentFact.Approved>(await Capture(id, amount));
        return id;
    }
}

/// <summary>The contract, kept by the simulated gateway.</summary>
public sealed class PayingAtTheSimulatedGateway : PayingAtAnyGateway
{
    internal override Task<GatewayUnderTest> Open() => Task.FromResult<GatewayUnderTest>(new SimulatorUnderTest());
}

/// <summary>The contract, kept by Stripe's adapter.</summary>
public sealed class PayingAtStripe : PayingAtAnyGateway
{
    internal override async Task<GatewayUnderTest> Open() => await StripeUnderTest.Start();
}

/// <summary>The contract, kept by the simulated gateway.</summary>
public sealed class SettlingAtTheSimulatedGateway : SettlingAtAnyGateway
{
    internal override Task<GatewayUnderTest> Open() => Task.FromResult<GatewayUnderTest>(new SimulatorUnderTest());
}

/// <summary>The contract, kept by Stripe's adapter.</summary>
public sealed class SettlingAtStripe : SettlingAtAnyGateway
{
    internal override async Task<GatewayUnderTest> Open() => await StripeUnderTest.Start();
}
