using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Kit;
using Commerce.Silo.Reconciling;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Commerce.Silo.Tests.Reconciling;

public sealed class ReconcilingWithTheSimulator(Databases databases)
{
    private static readonly TimeSpan OverNow = TimeSpan.FromMinutes(6);

    [Theory, OnBothDatabases]
    public async Task Finds_nothing_after_a_sale(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        await using var shop = await Sale.Open(home);
        await new Sale(shop).Run();
        shop.Clock.Advance(OverNow);
        var done = await Run(shop);
        Assert.True(done.Payments >= 5, $"{done.Payments} payments were compared.");
        Assert.Empty(done.Differences);
    }

    [Theory, OnBothDatabases]
    public async Task Finds_what_differs_both_ways_once(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        await using var shop = await Sale.Open(home);
        await new Sale(shop).Run();
        var stranger = await Approved(shop, Request("order-stranger/1", "pm_card_visa"));
        var paid = await GatewayIdOf(shop, "order-paid");
        await Gateway(shop).Capture(new(paid, new(500, "USD"), Final: true, "by-hand"), Test.Stop);
        await Gateway(shop).Refund(new(paid, "by-hand", new(500, "USD"), "back-by-hand"), Test.Stop);
        await Invent(shop, "order-shipped");
        shop.Clock.Advance(OverNow);

        var found = (await Run(shop)).Differences.ToDictionary(one => one.PaymentId, one => one.Kind);
        Assert.Equal(Comparison.UnknownHere, found[stranger]);
        Assert.Equal(Comparison.Differs, found[paid]);
        Assert.Equal(Comparison.UnknownThere, found["pi_invented"]);
        Assert.Equal(3, found.Count);

        Assert.Equal(3, (await Run(shop)).Differences.Length);
        Assert.Equal(
            new[] { $"payment/{paid}/differs", $"payment/{stranger}/unknown-here", "payment/pi_invented/unknown-there" }
                .Order(StringComparer.Ordinal),
            await Problems(shop));
    }

    /// <summary>What leaves next is paid of it: both books agree again, and a person hears.</summary>
    [Theory, OnBothDatabases]
    public async Task Tells_the_order_of_money_that_it_had_not_asked_for(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        await using var shop = await Sale.Open(home);
        await new Sale(shop).Run();
        var paid = await GatewayIdOf(shop, "order-paid");
        await Gateway(shop).Capture(new(paid, new(500, "USD"), Final: true, "by-hand"), Test.Stop);
        shop.Clock.Advance(OverNow);
        Assert.Empty((await Run(shop)).Differences);
        Assert.Equal([$"payment/{paid}/found"], await Problems(shop));
    }

    [Theory, OnBothDatabases]
    public async Task Tells_the_order_of_money_on_a_dead_attempt(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        await using var shop = await Sale.Open(home);
        await new Sale(shop).Run();
        var late = await Approved(shop, Request("order-declined/1", "pm_card_visa") with { Key = "late" });
        await Point(shop, "order-declined", late);
        shop.Clock.Advance(OverNow);
        await Run(shop);
        await Eventually.Is(
            async () => await Gateway(shop).Read(late, Test.Stop) is PaymentFact.Cancelled,
            "no money stays",
            () => shop.Clock.Advance(TimeSpan.FromSeconds(1)));
        Assert.Contains($"payment/{late}/stray", await Problems(shop));
        await Eventually.Is(
            async () => (await Run(shop)).Differences.IsEmpty,
            "both books agree",
            () => shop.Clock.Advance(TimeSpan.FromSeconds(1)));
    }

    [Theory, OnBothDatabases]
    public async Task Is_a_command_that_prints_what_differs(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        await using var shop = await RunningShop.Start(home);
        shop.Clock.Advance(OverNow);
        var output = new StringWriter();
        Assert.Equal(0, await ReconcileCommand.Run(shop.Services, output));
        Assert.Contains("Nothing differs.", output.ToString());
        var stranger = await Approved(shop, Request("order-stranger/1", "pm_card_visa"));
        shop.Clock.Advance(OverNow);
        Assert.Equal(1, await ReconcileCommand.Run(shop.Services, output));
        Assert.Contains($"unknown-here {stranger}: ", output.ToString());
        Assert.Contains($"POST /v1/payment_intents/{stranger}/cancel at the gateway", output.ToString());
    }

    [Theory, OnBothDatabases]
    public async Task Is_done_whenever_it_is_reminded(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        await using var shop = await RunningShop.Start(home);
        var stranger = await Approved(shop, Request("order-stranger/1", "pm_card_visa"));
        shop.Clock.Advance(OverNow);
        Func<string, TickStatus, Task> remind =
            shop.Grains.GetGrain<IReconcilerGrain>(IReconcilerGrain.Only).ReceiveReminder;
        await remind("hourly", default);
        Assert.Contains($"payment/{stranger}/unknown-here", await Problems(shop));
    }

    [Theory, OnBothDatabases]
    public async Task Is_done_every_hour_by_its_reminder_and_after_a_restart_too(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        var clock = new ManualClock();
        var first = await OneHour(home, clock, "order-first/1");
        clock.Advance(TimeSpan.FromHours(1));
        var second = await OneHour(home, clock, "order-second/1");
        await using var shop = await RunningShop.Start(home, clock);
        var keys = await Problems(shop);
        Assert.Contains($"payment/{first}/unknown-here", keys);
        Assert.Contains($"payment/{second}/unknown-here", keys);
    }

    // Nobody asks for it: money that the shop knows nothing of is found as the hour comes.
    private static async Task<string> OneHour(TestDatabase home, ManualClock clock, string reference)
    {
        await using var shop = await RunningShop.Start(home, clock);
        var stranger = await Approved(shop, Request(reference, "pm_card_visa"));
        await Eventually.Is(
            async () => (await Problems(shop)).Contains($"payment/{stranger}/unknown-here"),
            "the stranger is found",
            () => clock.Advance(TimeSpan.FromMinutes(1)));
        return stranger;
    }

    private static async Task<Reconciled> Run(RunningShop shop) => Assert.IsType<Outcome<Reconciled>.Done>(
        await shop.Grains.GetGrain<IReconcilerGrain>(IReconcilerGrain.Only).Run(null)).Value;

    private static ICardGateway Gateway(RunningShop shop) => shop.Services.GetRequiredService<ICardGateway>();

    private static AuthorizeRequest Request(string reference, string method) =>
        new(reference, reference + "/authorize", new(900, "USD"), method, null, null);

    private static async Task<string> Approved(RunningShop shop, AuthorizeRequest request) =>
        Assert.IsType<PaymentFact.Approved>(await Gateway(shop).Authorize(request, Test.Stop)).PaymentId;

    private static Task<string> GatewayIdOf(RunningShop shop, string order) => shop.Database.Read(connection =>
        connection.QuerySingleAsync<string>(
            "select gateway_id from payments where entity_id = @order", new { order }));

    // The shop's book says what never was.
    private static Task<int> Invent(RunningShop shop, string order) => shop.Database.Change(connection =>
        connection.ExecuteAsync(
            """
            insert into payments (entity_id, payment, kind, status, amount, captured, refunded, currency, gateway_id,
                confirmed_at, changed_at)
            select entity_id, 'order-invented/1', kind, 'authorized', amount, 0, 0, currency, 'pi_invented',
                confirmed_at, changed_at
            from payments where entity_id = @order
            """,
            new { order }));

    private static Task<int> Point(RunningShop shop, string order, string payment) => shop.Database.Change(connection =>
        connection.ExecuteAsync(
            "update payments set gateway_id = @payment where entity_id = @order", new { order, payment }));

    private static Task<List<string>> Problems(RunningShop shop) => shop.Database.Read(async connection =>
        (await connection.QueryAsync<string>("select key from problems where key like 'payment/%' order by key"))
            .Order(StringComparer.Ordinal).ToList());
}
