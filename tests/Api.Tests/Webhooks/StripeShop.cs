using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Commerce.Kit;
using Commerce.Kit.Stripe;
using Commerce.Silo.Storage;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Webhooks;

/// <summary>A shop that is paid at a Stripe of the tests' own; both have one time.</summary>
internal sealed class StripeShop : IAsyncDisposable
{
    private readonly TestDatabase? home;

    private StripeShop(TestDatabase? home, StripeServer stripe, RunningApi api, ShiftedClock clock)
    {
        this.home = home;
        Stripe = stripe;
        Api = api;
        Clock = clock;
    }

    public StripeServer Stripe { get; }

    public RunningApi Api { get; }

    public ShiftedClock Clock { get; }

    private IDatabase Database => Api.App.Services.GetRequiredService<IDatabase>();

    public static async Task<StripeShop> Open(Databases? postgres)
    {
        var clock = new ShiftedClock();
        var home = postgres is null ? null : await postgres.New(DatabaseKind.Postgres);
        var stripe = await StripeServer.Start(clock);
        var api = new RunningApi
        {
            Database = home?.Setting,
            Clock = clock,
            Settings =
            [
                "--Commerce:Stripe:SecretKey", StripeServer.SecretKey,
                "--Commerce:Stripe:WebhookSecret", StripeServer.WebhookSecret,
                "--Commerce:Stripe:Url", stripe.Url.ToString(),
                "--Commerce:Inbox:Period", "00:00:00.050",
            ],
        };
        await api.InitializeAsync();
        await api.Product("lamp", "LAMP-1", 5);
        return new(home, stripe, api, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await Stripe.DisposeAsync();
        if (home is not null) await home.DisposeAsync();
    }

    /// <summary>From now on Stripe tells the shop what happens.</summary>
    public void Subscribe() => Stripe.Post.Add(new(Api.Client.BaseAddress!, "/v1/webhooks/stripe"));

    /// <summary>Sends an event to the shop.</summary>
    public Task<Answer> Send(string body, string? signature = null)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/webhooks/stripe") { Content = content };
        signature ??= StripeEvent.Sign(body, StripeServer.WebhookSecret, Clock.GetUtcNow().ToUnixTimeSeconds());
        request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        return Api.Send(request);
    }

    public Task<long> Count(string sql) =>
        Database.Read(connection => connection.ExecuteScalarAsync<long>(sql));

    /// <summary>Waits until every hint is done with.</summary>
    public Task HasHeeded() => Soon.Is(
        async () => await Count("select count(*) from gateway_inbox where done_at is null") == 0,
        "the inbox is empty");

    public async Task<string> StatusOf(OwnCart cart) =>
        (string)(await Api.Staff(HttpMethod.Get, "/v1/admin/orders/" + cart.Id.Replace("cart-", "order-")))
            .Expect(HttpStatusCode.OK).Body["status"]!;

    /// <summary>How often something happened to the order.</summary>
    public async Task<int> Happened(OwnCart cart, string what)
    {
        var path = $"/v1/admin/orders/{cart.Id.Replace("cart-", "order-")}/history";
        var history = (await Api.Staff(HttpMethod.Get, path)).Expect(HttpStatusCode.OK);
        return history.Body["items"]!.AsArray().Count(item => item!.ToJsonString().Contains(what));
    }
}
