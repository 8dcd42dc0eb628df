using System.Net;
using System.Text.Json.Nodes;
using Commerce.Kit;
using Commerce.Silo.Gateways.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Journeys;

public sealed class SeeingMailsOnSqlite() : SeeingMails(null);

public sealed class SeeingMailsOnPostgres(Databases databases) : SeeingMails(databases);

/// <summary>P-02, X-09: staff see what the shop wrote, to whom, and what did not leave.</summary>
public abstract class SeeingMails(Databases? postgres) : IAsyncLifetime
{
    private const string Mails = "/v1/admin/mails";

    private readonly Letterbox letterbox = new();
    private TestDatabase? home;
    private RunningApi api = new();

    public async ValueTask InitializeAsync()
    {
        if (postgres is not null) home = await postgres.New(DatabaseKind.Postgres);
        api = new()
        {
            Database = home?.Setting,
            More = services => services.AddSingleton<IMailTransport>(letterbox),
        };
        await api.InitializeAsync();
        await api.Product("mug", "MUG", 9);
    }

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        if (home is not null) await home.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Shows_what_was_sent_about_an_order_and_what_it_said()
    {
        var order = (await (await api.FilledCart("MUG")).Pay()).Expect(HttpStatusCode.Created).Body;
        var sent = Assert.Single(await letterbox.Arrived("ada@example.com", 1));
        (await (await api.FilledCart("MUG")).Pay()).Expect(HttpStatusCode.Created);
        await Soon.Is(async () => (await Listed("?status=sent")).Count == 2, "both mails are written down as sent");

        var mail = Assert.Single(await Listed($"?owner={order["id"]}"));
        Assert.Equal(
            ((string?)order["id"], null, "new-order", "ada@example.com", "sent", 1),
            ((string?)mail["order"], (string?)mail["giftCertificate"], (string?)mail["template"],
                (string?)mail["recipient"], (string?)mail["status"], (int)mail["attempts"]!));
        Assert.NotNull(mail["sentAt"]);
        Assert.False(mail.AsObject().ContainsKey("text"));
        var shown = (await api.Staff(HttpMethod.Get, $"{Mails}/{mail["id"]}")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal((sent.Id, sent.Subject, sent.Text),
            ((string?)shown["id"], (string?)shown["subject"], (string?)shown["text"]));
    }

    [Fact]
    public async Task Shows_why_a_mail_waits_and_when_it_is_tried_again()
    {
        letterbox.Failing = 1;
        (await (await api.FilledCart("MUG")).Pay()).Expect(HttpStatusCode.Created);
        await Soon.Is(
            async () => (await Listed("?status=waiting")) is [var one] && one["error"] is not null, "it was tried");
        var mail = Assert.Single(await Listed("?status=waiting&template=new-order"));
        Assert.Equal("IOException: The line is down.", (string?)mail["error"]);
        Assert.Null(mail["sentAt"]);
        Assert.True((DateTimeOffset)mail["nextAt"]! > (DateTimeOffset)mail["createdAt"]!);
        Assert.Empty(await Listed("?status=sent"));
        Assert.Empty(await Listed("?status=failed"));
        Assert.Empty(await Listed("?template=order-shipped"));
    }

    [Fact]
    public async Task Shows_a_customers_mails_page_by_page()
    {
        var ada = await SignedIn.New(api, "ada@example.com");
        for (var times = 0; times < 3; times++)
            (await ada.Pay(await ada.FilledCart("MUG", 1))).Expect(HttpStatusCode.Created);
        (await (await api.FilledCart("MUG")).Pay()).Expect(HttpStatusCode.Created);
        var all = await Listed($"?customer={ada.Id}");
        Assert.Equal((3, 4), (all.Count, (await Listed("")).Count));
        var first = (await api.Staff(HttpMethod.Get, $"{Mails}?customer={ada.Id}&limit=2")).Expect(HttpStatusCode.OK);
        var rest = await Listed($"?customer={ada.Id}&limit=2&cursor={first.Body["next"]}");
        Assert.Equal(
            all.Select(one => (string?)one["id"]),
            first.Body["items"]!.AsArray().Concat(rest).Select(one => (string?)one!["id"]));
        (await api.Staff(HttpMethod.Get, $"{Mails}?limit=2&cursor={first.Body["next"]}"))
            .ExpectProblem(HttpStatusCode.BadRequest, "cursor_invalid");
    }

    [Fact]
    public async Task Shows_them_to_those_who_may_see_customers_only()
    {
        (await api.Shop(HttpMethod.Get, Mails)).ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        const string Packer = """{"kind":"admin","label":"Packer","roles":["fulfilment"]}""";
        var key = (await api.Staff(HttpMethod.Post, "/v1/admin/keys", Packer)).Expect(HttpStatusCode.Created).Body;
        (await api.Send(RunningApi.Request(HttpMethod.Get, Mails, bearer: (string)key["key"]!)))
            .ExpectProblem(HttpStatusCode.Forbidden, "forbidden");
        (await api.Staff(HttpMethod.Get, Mails + "/order-none.1.0"))
            .ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await api.Staff(HttpMethod.Get, Mails + "/nothing")).ExpectProblem(HttpStatusCode.NotFound, "not_found");
    }

    private async Task<List<JsonNode>> Listed(string query) =>
        [.. (await api.Staff(HttpMethod.Get, Mails + query)).Expect(HttpStatusCode.OK).Body["items"]!.AsArray()
            .Select(one => one!)];
}
