using System.Net;

namespace Commerce.Api.Tests;

/// <summary>A customer who is signed in.</summary>
internal sealed record SignedIn(RunningApi Api, string Id, string Token)
{
    private const string Password = "correct horse battery";

    public static async Task<SignedIn> New(RunningApi api, string email)
    {
        var made = (await api.Shop(
            HttpMethod.Post, "/v1/customers", $$"""{"name":"Ada","email":"{{email}}","password":"{{Password}}"}"""))
            .Expect(HttpStatusCode.Created);
        return new(api, (string)made.Body["id"]!, await Session(api, email));
    }

    /// <summary>A new session; a guest's cart comes along if there is one.</summary>
    public static async Task<string> Session(RunningApi api, string email, OwnCart? guest = null)
    {
        var cart = guest is null ? "" : $",\"cart\":\"{guest.Id}\"";
        var body = $$"""{"email":"{{email}}","password":"{{Password}}"{{cart}}}""";
        var opened = await api.Shop(HttpMethod.Post, "/v1/sessions", body, guest?.Token);
        return (string)opened.Expect(HttpStatusCode.Created).Body["token"]!;
    }

    public Task<Answer> Send(HttpMethod method, string path, string? body = null, string? key = null) =>
        Api.Send(RunningApi.Request(method, path, body, Token, key: key));

    public async Task<long> Balance() => (long)(await Send(HttpMethod.Get, "/v1/me/gift-certificates"))
        .Expect(HttpStatusCode.OK).Body["balance"]!["amount"]!;

    /// <summary>A certificate that staff issue.</summary>
    public async Task<string> Gift(long amount) => (string)(await Api.Staff(
        HttpMethod.Post, "/v1/admin/gift-certificates",
        $$$"""{"customer":"{{{Id}}}","amount":{"amount":{{{amount}}},"currency":"USD"},"reason":"A gift."}"""))
        .Expect(HttpStatusCode.Created).Body["id"]!;

    /// <summary>The address of a cart that can be paid.</summary>
    public async Task<string> FilledCart(string sku, int quantity)
    {
        var made = (await Send(HttpMethod.Post, "/v1/carts", "{}")).Expect(HttpStatusCode.Created);
        var path = "/v1/carts/" + made.Body["id"];
        (await Send(HttpMethod.Post, path + "/lines", $$"""{"sku":"{{sku}}","quantity":{{quantity}}}"""))
            .Expect(HttpStatusCode.OK);
        (await Send(HttpMethod.Put, path + "/delivery", Shopper.Delivery)).Expect(HttpStatusCode.OK);
        return path;
    }

    public Task<Answer> Pay(string cart, string method = "pm_card_visa") =>
        Send(HttpMethod.Post, cart + "/checkout", $$$"""{"payment":{"method":"{{{method}}}"}}""");
}
