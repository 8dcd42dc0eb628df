using System.Collections.Concurrent;
using System.Net;
using Commerce.Silo.Gateways.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Journeys;

/// <summary>C7, ORD-22: the customer pays what could not be charged without them.</summary>
public sealed class PayingTheRest
{
    [Fact]
    public async Task By_the_link_that_came_with_the_mail()
    {
        var mails = new Letters();
        await using var api = new RunningApi
        {
            More = services => services.AddSingleton<IMailTransport>(mails),
            Settings = ["--Commerce:Url", "https://shop.example"],
        };
        await api.InitializeAsync();
        await api.Product("sled", "SLED", 9);
        var cart = await api.FilledCart("SLED", 3);
        (await cart.Pay("pm_card_chargeCustomerFail")).Expect(HttpStatusCode.Created);
        var path = $"/v1/admin{cart.OrderPath["/v1".Length..]}";
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", """{"items":[{"itemId":"1","quantity":1}]}"""))
            .Expect(HttpStatusCode.Created);
        (await api.Staff(HttpMethod.Post, $"{path}/shipments", "{}"))
            .ExpectProblem(HttpStatusCode.PaymentRequired, "shipment_payment_failed");
        var token = await mails.Token(1);
        Assert.NotNull((await api.Staff(HttpMethod.Get, path)).Body["paymentLinkUntil"]);

        // Staff may send another; the one before ends.
        var again = (await api.Staff(HttpMethod.Post, $"{path}/payment-link", "{}")).Expect(HttpStatusCode.OK);
        var second = await mails.Token(2);
        Assert.NotEqual(token, second);
        Assert.DoesNotContain(second, again.Text, StringComparison.Ordinal);
        (await Pay(api, cart, token, "pm_card_visa")).ExpectProblem(HttpStatusCode.NotFound, "not_found");
        (await Pay(api, cart, second, "pm_card_chargeDeclined"))
            .ExpectProblem(HttpStatusCode.PaymentRequired, "payment_declined");
        var key = Keys.Fresh();
        var paid = (await Pay(api, cart, second, "pm_card_visa", key)).Expect(HttpStatusCode.OK);
        Assert.Equal("authorized", (string?)paid.Body["payments"]!.AsArray()[^1]!["status"]);
        (await Pay(api, cart, second, "pm_card_visa", key)).Expect(HttpStatusCode.OK);
        (await Pay(api, cart, second, "pm_card_visa")).ExpectProblem(HttpStatusCode.NotFound, "not_found");

        var done = (await api.Staff(HttpMethod.Post, $"{path}/shipments", "{}")).Expect(HttpStatusCode.Created);
        Assert.Equal("fulfilled", (string?)done.Body["status"]);
        Assert.Equal("captured", (string?)done.Body["payments"]!.AsArray()[^1]!["status"]);
        Assert.Null(done.Body["paymentLinkUntil"]);
        (await api.Staff(HttpMethod.Post, $"{path}/payment-link", "{}"))
            .ExpectProblem(HttpStatusCode.Conflict, "nothing_to_charge");
        var history = (await api.Staff(HttpMethod.Get, $"{path}/history")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(second, history.Text, StringComparison.Ordinal);
    }

    /// <summary>A step of the customer's own on the way.</summary>
    [Fact]
    public async Task With_a_step_of_their_own()
    {
        var mails = new Letters();
        await using var api = new RunningApi
        {
            More = services => services.AddSingleton<IMailTransport>(mails),
            Settings = ["--Commerce:Url", "https://shop.example"],
        };
        await api.InitializeAsync();
        await api.Product("skate", "SKATE", 9);
        var cart = await api.FilledCart("SKATE", 2);
        (await cart.Pay()).Expect(HttpStatusCode.Created);
        var path = $"/v1/admin{cart.OrderPath["/v1".Length..]}";
        (await api.Staff(HttpMethod.Post, $"{path}/payment-link", "{}")).Expect(HttpStatusCode.OK);
        var token = await mails.Token(1);
        var waiting = (await Pay(api, cart, token, "pm_card_authenticationRequired")).Expect(HttpStatusCode.Accepted);
        var payment = waiting.Body["payments"]!.AsArray()[^1]!;
        Assert.Equal("action_required", (string?)payment["status"]);
        (await Pay(api, cart, token, "pm_card_visa"))
            .ExpectProblem(HttpStatusCode.Conflict, "attempt_unfinished");
        (await api.Shop(
            HttpMethod.Post, $"/v1/sim/payments/{Uri.EscapeDataString((string)payment["clientSecret"]!)}/authenticate",
            """{"result":"succeed"}""")).Expect(HttpStatusCode.OK);
        var paid = (await Pay(api, cart, token, "pm_card_authenticationRequired")).Expect(HttpStatusCode.OK);
        Assert.Equal("authorized", (string?)paid.Body["payments"]!.AsArray()[^1]!["status"]);

        // The promise of before is let go.
        await Soon.Is(
            async () => (string?)(await api.Staff(HttpMethod.Get, path)).Body["payments"]![0]!["status"] == "cancelled",
            "the first promise is cancelled");
    }

    private static Task<Answer> Pay(RunningApi api, OwnCart cart, string token, string method, string? key = null) =>
        api.Shop(
            HttpMethod.Post, $"{cart.OrderPath}/payment-link",
            $$$"""{"token":"{{{token}}}","payment":{"method":"{{{method}}}"}}""", key: key);

    private sealed class Letters : IMailTransport
    {
        private const string Start = "/payment?link=";

        private readonly ConcurrentQueue<string> links = new();

        public Task Send(MailMessage message, CancellationToken stop)
        {
            if (message.Text.IndexOf(Start, StringComparison.Ordinal) is > 0 and var at)
                links.Enqueue(message.Text[(at + Start.Length)..].Split('\n')[0].Trim());
            return Task.CompletedTask;
        }

        /// <summary>The secret in the mail with this number.</summary>
        public async Task<string> Token(int number)
        {
            await Soon.Is(() => Task.FromResult(links.Count >= number), $"mail {number} came");
            return links.ElementAt(number - 1);
        }
    }
}
