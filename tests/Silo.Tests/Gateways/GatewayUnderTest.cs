using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Kit.Stripe;
using Commerce.Silo.Gateways.Stripe;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>A gateway with a world around it that a test can move.</summary>
internal abstract class GatewayUnderTest : IAsyncDisposable
{
    public HandClock Clock { get; } = new();

    public abstract ICardGateway Gateway { get; }

    /// <summary>A method whose promise can be taken in several parts.</summary>
    public abstract string ManyCaptures { get; }

    /// <summary>The shopper takes the step of their own, or fails to.</summary>
    public abstract Task Authenticate(string paymentId, bool succeed);

    /// <summary>The card's holder disputes a part of what was captured.</summary>
    public abstract Task Dispute(string paymentId, long amount);

    public abstract ValueTask DisposeAsync();
}

/// <summary>The simulated gateway.</summary>
internal sealed class SimulatorUnderTest : GatewayUnderTest
{
    private readonly GatewayTable table;

    public SimulatorUnderTest() => table = new(Clock);

    public override ICardGateway Gateway => table.Gateway;

    public override string ManyCaptures => "pm_sim_manyCaptures";

    public override Task Authenticate(string paymentId, bool succeed) =>
        table.Gateway.Authenticate(paymentId, succeed, CancellationToken.None);

    public override Task Dispute(string paymentId, long amount) =>
        table.Gateway.Dispute(paymentId, new(amount, "USD"), CancellationToken.None);

    public override ValueTask DisposeAsync()
    {
        table.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Stripe's adapter, and a server that speaks as Stripe's.</summary>
internal sealed class StripeUnderTest : GatewayUnderTest
{
    private StripeCalls? calls;
    private StripeServer? server;
    private StripeGateway? gateway;
    private Task? hangs;

    public override ICardGateway Gateway => gateway!;

    public override string ManyCaptures => "pm_card_visa";

    public StripeServer Server => server!;

    public IStripeCalls Calls => calls!;

    public ShopSettings Shop { get; } = new();

    public static async Task<StripeUnderTest> Start(string secretKey = StripeServer.SecretKey)
    {
        var made = new StripeUnderTest();
        made.server = await StripeServer.Start(made.Clock);
        var settings = new StripeSettings { SecretKey = secretKey, Url = made.server.Url };
        var wire = new StripeWire(made.Shop, made.Clock, NullLogger<StripeWire>.Instance);
        made.calls = new(settings, wire);
        made.gateway = new(made.calls, wire);
        return made;
    }

    /// <summary>Lets time pass as long as an answer takes, while somebody waits for it to pass.</summary>
    /// <param name="call">The call under way.</param>
    /// <param name="patiences">How many timers limit the call itself.</param>
    public async Task<T> Drive<T>(Task<T> call, int patiences = 1)
    {
        while (!call.IsCompleted)
        {
            hangs ??= Server.Hangs();
            var came = await Task.WhenAny(call, hangs, Clock.TimersSet(patiences + 1))
                .WaitAsync(TimeSpan.FromSeconds(30));
            if (came == call) break;
            var isLeft = came == hangs;
            if (isLeft) hangs = null;
            await Clock.Advance(isLeft ? Shop.GatewayPatience : TimeSpan.FromSeconds(2.5));
            if (isLeft) return await call.WaitAsync(TimeSpan.FromSeconds(30));
        }

        return await call;
    }

    public override Task Authenticate(string paymentId, bool succeed)
    {
        lock (Server.Books.Gate) Server.Till.Authenticate(paymentId, succeed);
        return Task.CompletedTask;
    }

    public override Task Dispute(string paymentId, long amount)
    {
        lock (Server.Books.Gate) Server.Till.Dispute(paymentId, amount, "needs_response");
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        calls?.Dispose();
        await Server.DisposeAsync();
    }
}
