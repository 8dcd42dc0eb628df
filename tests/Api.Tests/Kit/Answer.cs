using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Commerce.Api.Tests;

/// <summary>What came back, read once.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, string? MediaType, HttpResponseHeaders Headers)
{
    public JsonObject Body => JsonNode.Parse(Text)!.AsObject();

    /// <summary>The stable name of a problem.</summary>
    public string? Code => MediaType == "application/problem+json" ? (string?)Body["code"] : null;

    public string? Param => (string?)Body["param"];

    public string? ETag => Headers.ETag?.Tag;

    public static async Task<Answer> Of(HttpResponseMessage response) => new(
        response.StatusCode,
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
        response.Content.Headers.ContentType?.MediaType,
        response.Headers);

    /// <summary>The same answer, or an assertion that shows what came instead.</summary>
    public Answer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"Expected {(int)status}, got {(int)Status}: {Text}");
        return this;
    }

    /// <summary>Asserts a problem as H-02 has it.</summary>
    public Answer ExpectProblem(HttpStatusCode status, string code)
    {
        Expect(status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal((int)status, (int)Body["status"]!);
        Assert.Equal(code, Code);
        Assert.Equal($"urn:commerce:problem:{code}", (string?)Body["type"]);
        Assert.False(string.IsNullOrEmpty((string?)Body["requestId"]));
        Assert.NotNull(Body["retryable"]);
        return this;
    }
}
