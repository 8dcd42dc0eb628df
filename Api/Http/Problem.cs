using System.Text.Json;
using System.Text.Json.Nodes;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Http;

/// <summary>Why a request came to nothing, as RFC 9457 tells it (H-02).</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">The stable name that clients compare.</param>
/// <param name="Detail">One sentence for a person.</param>
internal sealed record Problem(int Status, string Code, string Detail) : IResult
{
    public const string MediaType = "application/problem+json";

    /// <summary>What every problem has; no refusal has a member called so.</summary>
    public static IReadOnlyList<string> OwnMembers { get; } =
        ["type", "title", "status", "detail", "code", "param", "requestId", "retryable"];

    /// <summary>JSON pointer to the field at fault, or the name of the query parameter or header.</summary>
    public string? Param { get; init; }

    /// <summary>Whether the same request may succeed later without any change.</summary>
    public bool Retryable { get; init; }

    /// <summary>What the reason says besides.</summary>
    public JsonObject? Data { get; init; }

    /// <summary>What the business says.</summary>
    public static Problem Of(Refusal refusal) => new(Statuses.Of(refusal.Kind), refusal.Code, refusal.Detail)
    {
        Param = refusal.Param,
        Retryable = refusal.Retryable,
        Data = RefusalJson.Members(refusal),
    };

    /// <summary>A field, parameter or header that makes no sense.</summary>
    public static Problem Invalid(string code, string param, string detail) => new(400, code, detail) { Param = param };

    /// <summary>The body of the answer.</summary>
    public JsonObject ToJson(string requestId)
    {
        var body = new JsonObject
        {
            ["type"] = "urn:commerce:problem:" + Code,
            ["title"] = Title(),
            ["status"] = Status,
            ["detail"] = Detail,
            ["code"] = Code,
            ["requestId"] = requestId,
            ["retryable"] = Retryable,
        };
        if (Param is not null) body["param"] = Param;

        // Never written over: a member called like one of the problem's own would say something else.
        foreach (var (name, value) in Data ?? [])
        {
            if (!OwnMembers.Contains(name)) body[name] = value?.DeepClone();
        }

        return body;
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = MediaType;
        if (Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        if (Retryable) response.Headers.RetryAfter = "1";
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        await response.Body.WriteAsync(
            JsonSerializer.SerializeToUtf8Bytes(ToJson(httpContext.TraceIdentifier), ApiJson.Output));
    }

    private string Title()
    {
        var words = Code.Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }
}

/// <summary>A request that cannot be understood; found where no answer can be given yet.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Code)
{
    public Problem Problem => problem;
}
