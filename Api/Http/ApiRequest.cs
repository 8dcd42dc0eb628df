using Commerce.Grains.Access;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Http;

/// <summary>One request, once it has passed the door: who asks, under which key, with which body.</summary>
internal sealed class ApiRequest(HttpContext context, Caller caller, CallKey key, byte[] body)
{
    public Caller Caller => caller;

    /// <summary>By which a repeat is known again; see <see cref="CallKeys"/>.</summary>
    public CallKey Key => key;

    public ReadOnlySpan<byte> Body => body;

    public bool IsStaff => caller.Kind == AccessKind.Admin;

    /// <summary>The query parameters that the route declares.</summary>
    public QueryValues Query => new(context);

    /// <summary>What the grains are told of the request.</summary>
    public Call Call(string? why = null) => new(
        caller.Who,
        context.Connection.RemoteIpAddress?.ToString(),
        why,
        key,
        ETags.Wanted(context.Request),
        context.TraceIdentifier);

    /// <summary>Carries out a command once, and answers.</summary>
    public Task<IResult> Do<T>(
        Func<Call, Task<Outcome<T>>> command,
        Func<T, Shown> show,
        string? why = null,
        Func<KeptAnswer, Task<Outcome<T>?>>? revive = null) =>
        context.RequestServices.GetRequiredService<CommandRunner>().Run(
            new Command<T>(Call(why), command, show, revive ?? Kept<T>));

    /// <summary>Reads, and answers.</summary>
    public Task<IResult> Read<T>(Func<Task<Outcome<T>>> question, Func<T, Shown> show) =>
        context.RequestServices.GetRequiredService<CommandRunner>().Ask(question, show);

    public static ValueTask<ApiRequest?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<ApiRequest>());

    private static Task<Outcome<T>?> Kept<T>(KeptAnswer kept) => Task.FromResult(RefusalJson.Read<T>(kept));
}

/// <summary>An answer as clients see it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">What is written as JSON.</param>
/// <param name="Location">Where what was made is found.</param>
internal sealed record Shown(int Status, object Body, string? Location = null)
{
    public static Shown Ok(object body) => new(StatusCodes.Status200OK, body);

    public static Shown Made(object body, string location) => new(StatusCodes.Status201Created, body, location);
}

/// <summary>The body of a request as one of our records.</summary>
internal sealed record Body<T>(T Value) where T : class
{
    public static ValueTask<Body<T>?> BindAsync(HttpContext context)
    {
        var request = context.Features.Get<ApiRequest>()
            ?? throw new InvalidOperationException("The request has not passed the entrance.");
        return ValueTask.FromResult<Body<T>?>(new(StrictJson.Read<T>(request.Body)));
    }
}

/// <summary>A body that says nothing: <c>{}</c>, or none at all.</summary>
internal sealed record Nothing;
