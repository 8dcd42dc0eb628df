using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Commerce.Cluster.Tests;

/// <summary>Somebody who uses a process of the API with a key or a customer's token; what is refused fails the
/// test.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient client;

    /// <param name="url">The process.</param>
    /// <param name="key">What opens it.</param>
    public Visitor(Uri url, string key)
    {
        client = new() { BaseAddress = url, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    /// <summary>What stands at an address, as it was sent.</summary>
    /// <param name="path">The address.</param>
    /// <param name="token">The token of the cart.</param>
    public Task<string> Read(string path, string? token = null) => Answered(HttpMethod.Get, path, null, token, null);

    /// <summary>Sends JSON.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="body">The JSON.</param>
    /// <param name="token">The token of the cart.</param>
    /// <param name="key">By which a repeat is known.</param>
    public async Task<JsonObject> Post(string path, string body, string? token = null, string? key = null) =>
        JsonNode.Parse(await Answered(HttpMethod.Post, path, body, token, key))!.AsObject();

    /// <summary>Sends JSON that replaces what was there.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="body">The JSON.</param>
    /// <param name="token">The token of the cart.</param>
    public async Task<JsonObject> Put(string path, string body, string? token = null) =>
        JsonNode.Parse(await Answered(HttpMethod.Put, path, body, token, null))!.AsObject();

    public void Dispose() => client.Dispose();

    private async Task<string> Answered(HttpMethod method, string path, string? body, string? token, string? key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        if (token is not null) request.Headers.Add("Cart-Token", token);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode} {text}");
        return text;
    }
}
