using System.Net;
using System.Text.RegularExpressions;
using Commerce.Silo.Gateways.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Journeys;

public sealed class HavingAnAccount(HavingAnAccount.WithLetters shop) : IClassFixture<HavingAnAccount.WithLetters>
{
    private const string Password = "correct horse battery";

    private readonly RunningApi api = shop.Api;

    [Fact]
    public async Task Belongs_to_one_address_and_needs_its_password()
    {
        await Register("ada@example.com");
        await Register("ADA@example.com");
        foreach (var (email, password) in new[] { ("ada@example.com", "wrong"), ("nobody@example.com", Password) })
        {
            (await api.Shop(HttpMethod.Post, "/v1/sessions", $$"""{"email":"{{email}}","password":"{{password}}"}"""))
                .ExpectProblem(HttpStatusCode.Unauthorized, "sign_in_refused");
        }

        var token = await SignIn("ada@example.com");
        Assert.Matches("^ct_[a-z0-9]{34}_[A-Za-z0-9_-]{43}$", token);
        Assert.Equal("Ada", (string?)(await Me(HttpMethod.Get, "", token)).Expect(HttpStatusCode.OK).Body["name"]);
        (await api.Shop(HttpMethod.Get, "/v1/me")).ExpectProblem(HttpStatusCode.Unauthorized, "sign_in_needed");
        (await Me(HttpMethod.Get, "", token[..^1] + (token[^1] == 'A' ? "B" : "A")))
            .ExpectProblem(HttpStatusCode.Unauthorized, "key_invalid");
    }

    /// <summary>Register, sign-in and forgotten password answer the same whether the account exists.</summary>
    [Fact]
    public async Task Is_not_told_of_to_whoever_makes_another_with_its_address()
    {
        var made = await Making("gus@example.com", "the-first-account-of-gus");
        var turned = await Making("gus@example.com", "the-second-account-of-gus");
        Assert.Equal(ShapeOf(made), ShapeOf(turned));
        Assert.NotEqual((string?)made.Body["id"], (string?)turned.Body["id"]);
        Assert.Equal(
            ("Ada", "gus@example.com"), ((string?)turned.Body["name"], (string?)turned.Body["email"]));

        (Answer, string)[] both = [(made, "the-first-account-of-gus"), (turned, "the-second-account-of-gus")];
        foreach (var (answer, key) in both)
        {
            Assert.Equal(answer.Text, (await Making("gus@example.com", key)).Text);
            (await api.Shop(HttpMethod.Post, "/v1/customers", Person("hal@example.com"), key: key))
                .ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency_key_used");
        }

        (await api.Staff(HttpMethod.Get, $"/v1/admin/customers/{turned.Body["id"]}"))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
        var mail = Assert.Single(await shop.Letters.Arrived("gus@example.com", 1));
        Assert.Contains("one already", mail.Text, StringComparison.Ordinal);
    }

    // All that can be seen of an answer but what is of the request, or of the moment.
    private static string ShapeOf(Answer answer) => $"{answer.Status} {string.Join(
        " ", answer.Headers.Select(header => header.Key).Order())} {answer.ETag} {answer.Headers.Location} " +
        Regex.Replace(answer.Text, "\"(id|createdAt)\":\"[^\"]*\"", "");

    [Fact]
    public async Task Shuts_after_signing_out_and_elsewhere_after_a_new_password()
    {
        await Register("bob@example.com");
        var (one, two, three) = (
            await SignIn("bob@example.com"), await SignIn("bob@example.com"), await SignIn("bob@example.com"));
        (await Send(HttpMethod.Delete, "/v1/sessions/current", one)).Expect(HttpStatusCode.OK);
        (await Me(HttpMethod.Get, "", one)).ExpectProblem(HttpStatusCode.Unauthorized, "key_invalid");
        (await Me(HttpMethod.Put, "/password", two, """{"current":"wrong","password":"another password"}"""))
            .ExpectProblem(HttpStatusCode.Unauthorized, "sign_in_refused");
        (await Me(HttpMethod.Put, "/password", two, $$"""{"current":"{{Password}}","password":"another password"}"""))
            .Expect(HttpStatusCode.OK);
        (await Me(HttpMethod.Get, "", three)).ExpectProblem(HttpStatusCode.Unauthorized, "key_invalid");
        (await Me(HttpMethod.Get, "", two)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Can_be_tried_ten_times()
    {
        for (var tries = 0; tries < 10; tries++)
            await api.Shop(HttpMethod.Post, "/v1/sessions", """{"email":"eve@example.com","password":"wrong"}""");
        (await api.Shop(HttpMethod.Post, "/v1/sessions", """{"email":"eve@example.com","password":"wrong"}"""))
            .ExpectProblem(HttpStatusCode.TooManyRequests, "too_many_sign_ins");
    }

    [Fact]
    public async Task Keeps_addresses_and_classes_and_staff_find_it()
    {
        var id = await Register("cleo@example.com");
        var token = await SignIn("cleo@example.com");
        var added = (await Me(HttpMethod.Post, "/addresses", token,
            """{"name":"Cleo","line1":"1 Row","city":"Bath","country":"GB"}""")).Expect(HttpStatusCode.Created);
        var address = (string?)added.Body["addresses"]![0]!["id"];
        const string Nowhere = """{"name":"Cleo","line1":"1 Row","city":"Bath","country":"??"}""";
        Assert.Equal("/country", (await Me(HttpMethod.Post, "/addresses", token, Nowhere))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid_value").Param);
        var gone = (await Me(HttpMethod.Delete, $"/addresses/{address}", token)).Expect(HttpStatusCode.OK);
        Assert.Empty(gone.Body["addresses"]!.AsArray());
        var (student, unknown) = (await Class("Student"), """{"classes":["class-nothing"]}""");
        Assert.Equal("/classes/0", (await Me(HttpMethod.Put, "/classes", token, unknown))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid_value").Param);
        (await api.Staff(HttpMethod.Put, $"/v1/admin/customers/{id}/classes/class-nothing", """{"approved":true}"""))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
        var chosen = (await Me(HttpMethod.Put, "/classes", token, $$"""{"classes":["{{student}}"]}"""))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("pending", (string?)chosen.Body["classes"]![0]!["status"]);
        (await api.Staff(HttpMethod.Put, $"/v1/admin/customers/{id}/classes/{student}", """{"approved":true}"""))
            .Expect(HttpStatusCode.OK);
        var found = (await api.Staff(
            HttpMethod.Get, $"/v1/admin/customers?q=cleo@&class={student}&membership=approved"))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(id, (string?)Assert.Single(found.Body["items"]!.AsArray())!["id"]);
        var history = (await api.Staff(HttpMethod.Get, $"/v1/admin/customers/{id}/history")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("cleo@example.com", history.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Bath", history.Text, StringComparison.Ordinal);

        // UCL-02: a class that is over has no members.
        (await api.Staff(HttpMethod.Post, $"/v1/admin/user-classes/{student}/remove", "{}")).Expect(HttpStatusCode.OK);
        await Soon.Is(
            async () => (await Me(HttpMethod.Get, "", token)).Body["classes"]!.AsArray().Count == 0,
            "nobody was in it");
        var left = await api.Staff(HttpMethod.Get, $"/v1/admin/customers?class={student}");
        Assert.Empty(left.Expect(HttpStatusCode.OK).Body["items"]!.AsArray());
    }

    private async Task<string> Class(string name) => (string)(await api.Staff(
        HttpMethod.Post, "/v1/admin/user-classes", $$"""{"name":"{{name}}"}"""))
        .Expect(HttpStatusCode.Created).Body["id"]!;

    [Fact]
    public async Task Takes_the_guests_cart_in_and_owns_its_orders()
    {
        await api.Product("kettle", "KETTLE", 9);
        await Register("dora@example.com");
        await Register("finn@example.com");
        var guest = await api.FilledCart("KETTLE", 2);
        var body = $$"""{"email":"dora@example.com","password":"{{Password}}","cart":"{{guest.Id}}"}""";
        (await api.Shop(HttpMethod.Post, "/v1/sessions", body))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
        var signedIn = (await api.Shop(HttpMethod.Post, "/v1/sessions", body, guest.Token))
            .Expect(HttpStatusCode.Created);
        var token = (string)signedIn.Body["token"]!;
        Assert.Equal(guest.Id, (string?)signedIn.Body["cart"]!["id"]);
        (await guest.See()).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await Send(HttpMethod.Get, guest.Path, token)).Expect(HttpStatusCode.OK);

        var paid = (await Send(HttpMethod.Post, guest.Path + "/checkout", token,
            """{"payment":{"method":"pm_card_visa"}}""")).Expect(HttpStatusCode.Created);
        (await Send(HttpMethod.Get, guest.OrderPath, token)).Expect(HttpStatusCode.OK);
        (await guest.Order()).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        var other = await SignIn("finn@example.com");
        (await Send(HttpMethod.Get, guest.OrderPath, other)).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        var orders = (await Me(HttpMethod.Get, "/orders", token)).Expect(HttpStatusCode.OK);
        var order = Assert.Single(orders.Body["items"]!.AsArray())!;
        Assert.Equal(((string?)paid.Body["id"], "In Progress"), ((string?)order["id"], (string?)order["statusText"]));
        Assert.Empty((await Me(HttpMethod.Get, "/orders", other)).Body["items"]!.AsArray());

        // CHK-25: only its owner cancels it.
        (await Send(HttpMethod.Post, guest.OrderPath + "/cancel", other, "{}"))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
        var cancelled = (await Send(HttpMethod.Post, guest.OrderPath + "/cancel", token, "{}"))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("void", (string?)cancelled.Body["status"]);
    }

    /// <summary>PRC-01, PRC-03, TAX-01: approved members pay their class's price, exempt customers no tax.</summary>
    [Fact]
    public async Task Pays_the_price_of_its_class_and_no_tax_when_exempt()
    {
        await api.Product("teapot", "TEAPOT", 9);
        var id = await Register("gwen@example.com");
        var token = await SignIn("gwen@example.com");
        var made = (await api.Staff(HttpMethod.Post, "/v1/admin/user-classes", """{"name":"Potters"}"""))
            .Expect(HttpStatusCode.Created);
        var member = $"/v1/admin/customers/{id}/classes/{made.Body["id"]}";
        (await api.Staff(HttpMethod.Put, $"/v1/admin/prices/teapot/classes/{made.Body["id"]}",
            """{"prices":[{"price":{"amount":1500,"currency":"USD"}}]}""")).Expect(HttpStatusCode.OK);
        (await api.Staff(HttpMethod.Put, "/v1/admin/tax-rules",
            """{"rules":[{"country":"GB","percent":20,"taxesShipping":true}]}""")).Expect(HttpStatusCode.OK);

        Assert.Equal((1999, 400), await Costs("TEAPOT", token));
        (await api.Staff(HttpMethod.Put, member, """{"approved":true}""")).Expect(HttpStatusCode.OK);
        Assert.Equal((1500, 300), await Costs("TEAPOT", token));
        (await api.Staff(HttpMethod.Patch, $"/v1/admin/customers/{id}", """{"taxExempt":true}"""))
            .Expect(HttpStatusCode.OK);
        Assert.Equal((1500, 0), await Costs("TEAPOT", token));
        (await api.Staff(HttpMethod.Post, "/v1/admin/tax-rules/clear", "{}")).Expect(HttpStatusCode.OK);
    }

    private async Task<(int Items, int Tax)> Costs(string sku, string token)
    {
        var cart = (await Send(HttpMethod.Post, "/v1/carts", token, "{}")).Expect(HttpStatusCode.Created);
        var path = $"/v1/carts/{cart.Body["id"]}";
        (await Send(HttpMethod.Post, path + "/lines", token, $$"""{"sku":"{{sku}}","quantity":1}"""))
            .Expect(HttpStatusCode.OK);
        var totals = (await Send(HttpMethod.Put, path + "/delivery", token, Shopper.Delivery))
            .Expect(HttpStatusCode.OK).Body["totals"]!;
        return ((int)totals["items"]!["amount"]!, (int)totals["tax"]!["amount"]!);
    }

    private async Task<string> Register(string email) =>
        (string)(await api.Shop(HttpMethod.Post, "/v1/customers", Person(email)))
            .Expect(HttpStatusCode.Created).Body["id"]!;

    private async Task<string> SignIn(string email) => (string)(await api.Shop(
        HttpMethod.Post, "/v1/sessions", $$"""{"email":"{{email}}","password":"{{Password}}"}"""))
        .Expect(HttpStatusCode.Created).Body["token"]!;

    private Task<Answer> Making(string email, string key) =>
        api.Shop(HttpMethod.Post, "/v1/customers", Person(email), key: key);

    private Task<Answer> Me(HttpMethod method, string path, string token, string? body = null) =>
        Send(method, "/v1/me" + path, token, body);

    private Task<Answer> Send(HttpMethod method, string path, string token, string? body = null) =>
        api.Send(RunningApi.Request(method, path, body, token));

    private static string Person(string email) =>
        $$"""{"name":"Ada","email":"{{email}}","password":"{{Password}}"}""";

    /// <summary>The application, and where its mails arrive.</summary>
    public sealed class WithLetters : IAsyncLifetime
    {
        public WithLetters() => Api = new() { More = services => services.AddSingleton<IMailTransport>(Letters) };

        public RunningApi Api { get; }

        internal Letterbox Letters { get; } = new();

        public ValueTask InitializeAsync() => Api.InitializeAsync();

        public ValueTask DisposeAsync() => Api.DisposeAsync();
    }
}
