using Commerce.Grains.Kernel;

namespace Commerce.Api.Http;

/// <summary>What a route says of itself: who may call it, what it takes, answers and refuses. Doorkeeper, entrance and
/// description read it from here, so they cannot disagree.</summary>
internal static class Routes
{
    /// <summary>Who may call it, and what it is for, in one line.</summary>
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder route, Access access, string summary) =>
        route.WithMetadata(access).WithSummary(summary);

    /// <summary>The body it takes; the example works as it stands.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route, T example, long limit = BodyLimit.Usual)
        where T : class =>
        route.WithMetadata(new TakesBody(typeof(T), example), new BodyLimit(limit));

    /// <summary>The query parameters it takes; all others are refused.</summary>
    public static RouteHandlerBuilder Filters(this RouteHandlerBuilder route, params QueryParameter[] parameters) =>
        route.WithMetadata([.. parameters]);

    /// <summary>What it answers.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status, string meaning) where T
        : class =>
        route.WithMetadata(new GivesAnswer(status, meaning, typeof(T)));

    /// <summary>What it may refuse, besides what every route may.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params Type[] refusals) =>
        route.WithMetadata([.. refusals.Select(refusal => new GivesRefusal(refusal))]);
}

/// <summary>One answer of a route.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Meaning">When it is given.</param>
/// <param name="Type">Its body.</param>
internal sealed record GivesAnswer(int Status, string Meaning, Type Type);

/// <summary>One refusal of a route; <see cref="RefusalExamples"/> knows its status and shape.</summary>
/// <param name="Type">A case of <see cref="Refusal"/>.</param>
internal sealed record GivesRefusal(Type Type);
