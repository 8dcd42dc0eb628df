using Orleans.Runtime;

namespace Commerce.Api.Http;

/// <summary>The one place where what nobody expected becomes an answer. Nothing of a request's content is
/// logged.</summary>
internal sealed partial class ProblemAnswers(RequestDelegate next, ILogger<ProblemAnswers> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            var problem = Of(failure, context);
            context.Response.Clear();
            await problem.ExecuteAsync(context);
            return;
        }

        if (Unsaid(context.Response) is { } unsaid) await unsaid.ExecuteAsync(context);
    }

    private Problem Of(Exception failure, HttpContext context)
    {
        switch (failure)
        {
            case ProblemException { Problem: var problem }:
                return problem;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return KnownProblems.BodyTooLarge(BodyLimit.Of(context));
            case BadHttpRequestException { StatusCode: var status }:
                return new(status, "request_malformed", "The request is not HTTP as it should be.");
            case OrleansException or TimeoutException:
                LogUnavailable(context.TraceIdentifier, failure.GetType().Name);
                return KnownProblems.StoreUnavailable;
            default:
                LogUnexpected(failure, context.TraceIdentifier);
                return KnownProblems.Unexpected;
        }
    }

    // Routing answers 404 and 405 with a bare status.
    private static Problem? Unsaid(HttpResponse response) => response switch
    {
        { HasStarted: true } or { StatusCode: < 400 } or { ContentType: not null } => null,
        { StatusCode: StatusCodes.Status404NotFound } => KnownProblems.NoSuchAddress,
        { StatusCode: StatusCodes.Status405MethodNotAllowed } => KnownProblems.MethodNotAllowed,
        { StatusCode: var status } => new(status, "request_malformed", "The request is not as it should be."),
    };

    [LoggerMessage(LogLevel.Warning, "{RequestId}: answered 503 for {Failure}.")]
    private partial void LogUnavailable(string requestId, string failure);

    [LoggerMessage(LogLevel.Error, "{RequestId}: unexpected failure.")]
    private partial void LogUnexpected(Exception failure, string requestId);
}
