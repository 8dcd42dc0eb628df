using System.Net;
using System.Text.Json.Nodes;
using Commerce.Kit;
using Commerce.Silo.Gateways.Mail;
using Commerce.Silo.Gateways.Simulated;
using Commerce.Silo.Storage;
using Commerce.Silo.Storage.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Journeys;

public sealed class WritingMailsOnSqlite() : WritingMails(null);

public sealed class WritingMailsOnPostgres(Databases databases) : WritingMails(databases);

/// <summary>EML-07, EML-08, EML-13, EML-15 to EML-17: mails and their templates, from edit to letterbox.</summary>
public abstract class WritingMails(Databases? postgres) : IAsyncLifetime
{
    private const string Templates = "/v1/admin/mail-templates";
    private const string Ada = "ada@example.com";
    private const string Keepers = "bob@shop.example, eve@shop.example";

    private readonly ShiftedClock clock = new();
    private readonly Letterbox letterbox = new();
    private TestDatabase? home;
    private RunningApi api = new();

    public async ValueTask InitializeAsync()
    {
        if (postgres is not null) home = await postgres.New(DatabaseKind.Postgres);
        api = new()
        {
            Database = home?.Setting,
            Clock = clock,
            More = services => services.AddSingleton<IMailTransport>(letterbox),
            Settings = ["--Commerce:StaffUrl", "https://staff.example"],
        };
        await api.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        if (home is not null) await home.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Sends_the_words_that_staff_wrote()
    {
        await api.Product("mug", "MUG", 9, name: "A & B $1 order_id_here");
        await Buy("MUG");
        var first = Assert.Single(await letterbox.Arrived(Ada, 1));
        Assert.Contains("Thank you for your order.", first.Text, StringComparison.Ordinal);

        await Edit(1, "Order order_id_here", "item_summary_here\ntotal_here\nsystem_name_here");
        var order = await Buy("MUG");
        var second = (await letterbox.Arrived(Ada, 2))[1];
        Assert.Equal($"Order {order["number"]}", second.Subject);
        Assert.Equal(
            "1 x A & B $1 order_id_here: Our Price 19.99 USD each\n19.99 USD\nStore",
            second.Text);
        Assert.Equal("service@shop.example", second.Sender.Address);
    }

    [Fact]
    public async Task Sends_what_was_right_when_the_order_was_paid_for_however_often_that_is_tried()
    {
        await api.Product("mug", "MUG", 9);
        await Edit(1, "Before", "Before.");
        letterbox.Failing = 1;
        await Buy("MUG");
        await Soon.Is(() => Task.FromResult(letterbox.Failing < 1), "a mail was tried");
        await Edit(1, "After", "After.");
        await Buy("MUG");
        Assert.Equal("After", Assert.Single(await letterbox.Arrived(Ada, 1)).Subject);
        clock.PutAhead(TimeSpan.FromMinutes(2));
        Assert.Equal(["After", "Before"], (await letterbox.Arrived(Ada, 2)).Select(mail => mail.Subject));
    }

    [Fact]
    public async Task Tells_those_who_keep_a_product_of_each_order_once()
    {
        await Kept("atlas", "ATLAS", "A big atlas");
        await Kept("globe", "GLOBE", "A globe");
        var cart = await api.FilledCart("ATLAS", 2);
        (await cart.Add("GLOBE", 1)).Expect(HttpStatusCode.OK);
        (await cart.Deliver()).Expect(HttpStatusCode.OK);
        (await cart.Pay("pm_card_chargeDeclined")).ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        var paid = (await cart.Pay()).Expect(HttpStatusCode.Created);
        (await cart.Pay()).Expect(HttpStatusCode.OK);

        var mails = await letterbox.Arrived("bob@shop.example", 2);
        await letterbox.Arrived(Ada, 1);
        Assert.Equal(
            ["An order for A big atlas", "An order for A globe"],
            letterbox.To("eve@shop.example").Select(mail => mail.Subject).Order(StringComparer.Ordinal));
        Assert.Equal(2, letterbox.To("bob@shop.example").Count());
        Assert.All(mails, mail => Assert.EndsWith(
            $"https://staff.example/orders/{paid.Body["id"]}", mail.Text, StringComparison.Ordinal));
        var all = api.App.Services;
        var audit = new ShopAudit(all.GetRequiredService<IDatabase>(), all.GetRequiredService<LedgerReader>());
        Assert.Empty((await audit.Run()).Violations);
        var seen = (await cart.See()).Text + paid.Text + (await cart.Order()).Text;
        Assert.DoesNotContain("shop.example", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_the_automatic_mails_before_the_shops_own()
    {
        var made = await Own("Away");
        Assert.True((long)made["number"]! >= 7);
        await Edit(3, "Declined", "Sorry.");
        var list = new List<JsonNode>();
        var cursor = "";
        do
        {
            var page = (await api.Staff(HttpMethod.Get, $"{Templates}?limit=2{cursor}")).Expect(HttpStatusCode.OK).Body;
            list.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = page["next"] is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);

        Assert.Equal([1, 2, 3, 4, 5, 6, (long)made["number"]!], list.Select(item => (long)item["number"]!));
        Assert.Equal(("Declined", "Away"), ((string?)list[2]["subject"], (string?)list[6]["title"]));
        Assert.Equal([3, (long)made["number"]!], list.Where(item => item["changedAt"] is not null)
            .Select(item => (long)item["number"]!));
    }

    [Fact]
    public async Task Keeps_what_every_template_said()
    {
        const string Path = Templates + "/mail-template-5";
        var before = (await api.Staff(HttpMethod.Get, Path)).Expect(HttpStatusCode.OK);
        Assert.True((bool)before.Body["automatic"]!);
        Assert.Contains(before.Body["variables"]!.AsArray(), one => (string?)one!["name"] == "claim_check_here");
        Assert.Equal(["gift certificate"], before.Body["issueTypes"]!.AsArray().Select(type => (string?)type));

        await Edit(5, "One", "claim_check_here");
        var edited = await Edit(5, "Two", "claim_check_here");
        var stale = await api.Staff(HttpMethod.Put, Path, Body("Three", "x"), ifMatch: before.ETag ?? "\"0\"");
        stale.ExpectProblem(HttpStatusCode.PreconditionFailed, "version_stale");
        Assert.Equal("Two", (string?)edited["subject"]);
        var history = (await api.Staff(HttpMethod.Get, Path + "/history")).Expect(HttpStatusCode.OK).Body["items"]!;
        Assert.Equal(["Two", "One"], history.AsArray().Select(one => (string?)one!["data"]!["content"]!["subject"]));
        Assert.All(history.AsArray(), one => Assert.Equal("admin:configured", (string?)one!["who"]));
    }

    [Theory]
    [InlineData("mail-template-1", "claim_check_here", HttpStatusCode.BadRequest, "variable_unknown")]
    [InlineData("mail-template-1", "", HttpStatusCode.BadRequest, null)]
    [InlineData("mail-template-99", "x", HttpStatusCode.NotFound, "not_found")]
    [InlineData("nothing", "x", HttpStatusCode.NotFound, "not_found")]
    public async Task Refuses_what_could_never_be_sent(string id, string text, HttpStatusCode status, string? code)
    {
        var answer = await api.Staff(HttpMethod.Put, $"{Templates}/{id}", Body("x", text));
        answer.Expect(status);
        if (code is not null) answer.ExpectProblem(status, code);
        if (code == "variable_unknown") Assert.Equal("/message", answer.Param);
    }

    [Fact]
    public async Task Makes_one_template_for_one_request()
    {
        var key = Keys.Fresh();
        var body = Body("Away", "Back on Monday.");
        var first = (await api.Staff(HttpMethod.Post, Templates, body, key)).Expect(HttpStatusCode.Created);
        var again = (await api.Staff(HttpMethod.Post, Templates, body, key)).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Text, again.Text);
        Assert.False((bool)first.Body["automatic"]!);
        Assert.Equal(
            ["customer_service_signature_here", "system_name_here", "system_url_here"],
            first.Body["variables"]!.AsArray().Select(one => (string?)one!["name"]));
        (await api.Staff(HttpMethod.Post, Templates, Body("x", "order_id_here")))
            .ExpectProblem(HttpStatusCode.BadRequest, "variable_unknown");
    }

    private async Task<JsonObject> Own(string title) => (await api.Staff(
        HttpMethod.Post, Templates, $$"""{"title":"{{title}}","subject":"s","message":"m"}"""))
        .Expect(HttpStatusCode.Created).Body;

    private async Task<JsonObject> Edit(int number, string subject, string message) => (await api.Staff(
        HttpMethod.Put, $"{Templates}/mail-template-{number}", Body(subject, message))).Expect(HttpStatusCode.OK).Body;

    private static string Body(string subject, string message) => new JsonObject
    {
        ["title"] = "A title",
        ["subject"] = subject,
        ["message"] = message,
    }.ToJsonString();

    private async Task<JsonObject> Buy(string sku) =>
        (await (await api.FilledCart(sku)).Pay()).Expect(HttpStatusCode.Created).Body;

    private async Task Kept(string slug, string sku, string name)
    {
        var body = $$$"""
            {"name":"{{{name}}}","slug":"{{{slug}}}","notes":{"purchaseNotices":"{{{Keepers}}}"},
            "variants":[{"sku":"{{{sku}}}","price":{"amount":1999,"currency":"USD"}}]}
            """;
        (await api.Staff(HttpMethod.Post, "/v1/admin/products", body)).Expect(HttpStatusCode.Created);
        await api.Count(sku, 9);
    }
}
