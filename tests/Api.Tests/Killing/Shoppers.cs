using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Commerce.Api.Tests.Killing;

/// <summary>People who buy until they are stopped, and remember every order that they were told of.</summary>
internal sealed class Shoppers(Uri url, IReadOnlyList<string> skus, int seed) : IDisposable
{
    private static readonly string[] Methods =
        ["pm_card_visa", "pm_card_visa", "pm_card_visa", "pm_card_chargeDeclined", "pm_sim_answerLost",
            "pm_sim_noAnswer"];

    private readonly ConcurrentDictionary<string, int> told = new();
    private readonly CancellationTokenSource stop = new();
    private readonly HttpClient client = Client(url);
    private Task[] running = [];
    private int faults;

    /// <summary>How many answers were 500: the shop's own fault.</summary>
    public int Faults => faults;

    /// <summary>The orders that were answered, with the status of the answer: 201 or 202.</summary>
    public IReadOnlyDictionary<string, int> Told => told;

    public void Start(int count) =>
        running =
            [.. Enumerable.Range(0, count).Select(number => Task.Run(() => BuyOnAndOn(new Random(seed + number))))];

    public async Task Stop()
    {
        await stop.CancelAsync();
        await Task.WhenAll(running);
    }

    public void Dispose()
    {
        client.Dispose();
        stop.Dispose();
    }

    private async Task BuyOnAndOn(Random chance)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Buy(chance);
            }
            catch (Exception failure) when (
                failure is HttpRequestException or OperationCanceledException or IOException or SocketException
                    or JsonException)
            {
                // The shop is dead or dying: that is what it is here for.
            }
        }
    }

    private async Task Buy(Random chance)
    {
        var cart = await Send(HttpMethod.Post, "/v1/carts", new { }, null);
        var (id, token) = (cart.Body.GetProperty("id").GetString()!, cart.Body.GetProperty("token").GetString()!);
        foreach (var sku in new[] { skus[chance.Next(skus.Count)], skus[chance.Next(skus.Count)] })
            await Send(HttpMethod.Post, $"/v1/carts/{id}/lines", new { sku, quantity = chance.Next(1, 4) }, token);
        var address =
            new { name = "Ada", line1 = "1 Analytical Row", city = "London", postalCode = "N1", country = "GB" };
        await Send(
            HttpMethod.Put, $"/v1/carts/{id}/delivery", new { email = "ada@example.com", address, method = "standard" },
                token);
        var pay = new { payment = new { method = Methods[chance.Next(Methods.Length)] } };
        var order = await Send(HttpMethod.Post, $"/v1/carts/{id}/checkout", pay, token);
        if (order.Status is 201 or 202) told[order.Body.GetProperty("id").GetString()!] = order.Status;
    }

    private async Task<(int Status, JsonElement Body)> Send(HttpMethod method, string path, object body, string? token)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        if (token is not null) request.Headers.Add("Cart-Token", token);
        using var response = await client.SendAsync(request, stop.Token);
        if (response.StatusCode == HttpStatusCode.InternalServerError) Interlocked.Increment(ref faults);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(stop.Token));
    }

    private static HttpClient Client(Uri url)
    {
        var client = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", ServerProcess.StorefrontKey);
        return client;
    }
}
