using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Simulated;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Commerce.Silo.Tests.Gateways;

/// <summary>A simulated gateway on a file of its own, under a clock that is moved by hand.</summary>
public sealed class GatewayTable : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gateway-").FullName;
    private LedgerFile file;
    private SimulatedGateway gateway;

    public GatewayTable() : this(new HandClock()) { }

    internal GatewayTable(HandClock clock)
    {
        Clock = clock;
        (file, gateway) = Open(new SimulatorSettings());
    }

    internal HandClock Clock { get; }

    internal ShopSettings Shop { get; } = new() { GatewayPatience = TimeSpan.FromSeconds(20) };

    internal SimulatedGateway Gateway => gateway;

    internal LedgerReader Ledger => new(Path.Combine(folder, "gateway.db"));

    internal static AuthorizeRequest Request(string method, string attempt = "order-1/1", long amount = 1_999) => new(
        attempt, $"{attempt}/authorize", new(amount, "USD"), method, ReturnUrl: null, Address: null)
    {
        ManyCaptures = true,
    };

    /// <summary>The process ends and another one opens the same file.</summary>
    internal void Restart(SimulatorSettings? settings = null)
    {
        Close();
        (file, gateway) = Open(settings ?? new());
    }

    /// <summary>The file is from a time when ledgers looked otherwise.</summary>
    internal void MakeOlder()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "gateway.db")};Pooling=false");
        connection.Open();
        connection.Execute(
            "PRAGMA user_version = 0; DROP TABLE payments; CREATE TABLE payments (id TEXT PRIMARY KEY, attempt TEXT)");
    }

    /// <summary>Waits for an answer; if there is none at once, until the patience ends.</summary>
    internal async Task<T> Answer<T>(Task<T> call)
    {
        if (!call.IsCompleted) await Clock.Advance(Shop.GatewayPatience);
        return await call;
    }

    internal Task<PaymentFact> Authorize(string method) =>
        Answer(gateway.Authorize(Request(method), TestContext.Current.CancellationToken));

    internal Task<PaymentFact> Authorize(AuthorizeRequest request) =>
        Answer(gateway.Authorize(request, TestContext.Current.CancellationToken));

    internal Task<PaymentFact> Read(string id) => Answer(gateway.Read(id, TestContext.Current.CancellationToken));

    internal Task<PaymentFact> Find(string attempt) => Answer(gateway.Find(
        attempt, Clock.Now().AddMinutes(-5), Clock.Now().AddMinutes(10), TestContext.Current.CancellationToken));

    internal Task<PaymentFact> Cancel(string id, string key = "order-1/1/cancel") =>
        Answer(gateway.Cancel(id, key, TestContext.Current.CancellationToken));

    internal Task<PaymentFact> Capture(string id, long amount = 1_999, bool final = true, string key = "capture") =>
        Answer(gateway.Capture(
            new(id, new(amount, "USD"), final, $"order-1/1/{key}"), TestContext.Current.CancellationToken));

    internal Task<RefundFact> Refund(string id, long amount = 1_999, string name = "refund-1") => Answer(gateway.Refund(
        new(id, $"order-1/{name}", new(amount, "USD"), $"order-1/{name}"), TestContext.Current.CancellationToken));

    internal Task<PaymentFact> Authenticate(string id, bool succeed) =>
        Answer(gateway.Authenticate(id, succeed, TestContext.Current.CancellationToken));

    internal string OnlyPayment() => Ledger.Payments().Single().Id;

    public void Dispose()
    {
        Close();
        Directory.Delete(folder, recursive: true);
    }

    private void Close()
    {
        gateway.Dispose();
        file.Dispose();
    }

    private (LedgerFile, SimulatedGateway) Open(SimulatorSettings settings)
    {
        var opened = new LedgerFile(Path.Combine(folder, "gateway.db"));
        return (opened, new(opened, settings, Shop, Clock, NullLogger<SimulatedGateway>.Instance));
    }
}
