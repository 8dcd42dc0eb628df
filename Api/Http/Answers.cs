using System.Text.Json;

namespace Commerce.Api.Http;

/// <summary>Writes an answer as JSON, with the version of what it shows.</summary>
internal sealed class ShownAnswer(Shown shown, long version = 0) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = shown.Status;
        response.ContentType = "application/json; charset=utf-8";
        if (shown.Location is not null) response.Headers.Location = shown.Location;
        if (version > 0) response.Headers.ETag = ETags.Of(version);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(shown.Body, shown.Body.GetType(), ApiJson.Output);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes);
    }
}

/// <summary>An answer with one header more.</summary>
internal sealed class WithHeader(IResult answer, string name, string value) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers[name] = value;
        return answer.ExecuteAsync(httpContext);
    }
}
