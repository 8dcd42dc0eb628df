using Orleans.Runtime;

namespace Commerce.Api.Http.Overload;

/// <summary>Turns requests away while the shop does not answer or has too much to do: what can wait first, the checkout
/// last (H-08).</summary>
internal sealed class Turnstile(RequestDelegate next, Pressure pressure)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint
            || Roads.Of(endpoint.RoutePattern.RawText, context.Request.Method) is not { } traffic)
        {
            await next(context);
            return;
        }

        if (pressure.TryBegin(traffic) is not { } passage)
        {
            await KnownProblems.Overloaded.ExecuteAsync(context);
            return;
        }

        var ending = Ending.Unknown;
        try
        {
            await next(context);
            ending = Of(context);
        }
        catch (Exception failure) when (failure is OrleansException or TimeoutException)
        {
            ending = context.RequestAborted.IsCancellationRequested ? Ending.Unknown : Ending.Silent;
            throw;
        }
        finally
        {
            pressure.End(passage, ending);
        }
    }

    // A refusal may come from the door, where nothing was asked; that something is in the way, only from the shop.
    private static Ending Of(HttpContext context) =>
        context.Response.StatusCode is < StatusCodes.Status400BadRequest or StatusCodes.Status409Conflict
            ? Ending.Answered
            : Ending.Unknown;
}
