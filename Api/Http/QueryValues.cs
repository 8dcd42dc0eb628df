using System.Globalization;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Http;

/// <summary>A query parameter that a route takes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it does, for the description.</param>
internal sealed record QueryParameter(string Name, string Meaning)
{
    /// <summary>Its format in the description: <c>date-time</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The values it takes, if they are few.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber { get; init; }

    public static QueryParameter Limit { get; } = new(
        "limit", "How many, 1 to 250; 50 when left out.")
    { IsNumber = true };

    public static QueryParameter Cursor { get; } = new("cursor", "Where to go on: 'next' of the page before.");

    public static QueryParameter Sort(params string[] names) =>
        new("sort", "The order of the list.") { Values = names };
}

/// <summary>The query parameters of one request, as the route declares them.</summary>
internal readonly struct QueryValues(HttpContext context)
{
    private const int LimitUsual = 50;
    private const int LimitMost = 250;
    private const int TextMost = 1_000;

    /// <summary>Refuses what the route does not declare: a filter that is misspelt must not show everything.</summary>
    /// <exception cref="ProblemException">A parameter is unknown, given twice, or holds what is no text.</exception>
    public static void Check(HttpContext context, RouteEndpoint endpoint)
    {
        var declared = endpoint.Metadata.GetOrderedMetadata<QueryParameter>();
        foreach (var (name, values) in context.Request.Query)
        {
            var parameter = declared.FirstOrDefault(known => known.Name == name);
            if (parameter is null) Refuse("parameter_unknown", name, "There is no such query parameter here.");
            if (values is not [{ Length: <= TextMost } value] || !StrictText.IsClean(value, lines: false))
                Refuse("parameter_invalid", name, "Give it once, without control characters.");
            else if (parameter.Values.Count > 0 && !parameter.Values.Contains(value))
                Refuse("parameter_invalid", name, $"It takes: {string.Join(", ", parameter.Values)}.");
        }
    }

    public PageRequest Page() => new(Limit(), Text("cursor"), Text("sort"));

    public string? Text(string name) => (string?)context.Request.Query[name] is { Length: > 0 } text ? text : null;

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text) return null;
        if (!TimeConverter.TryParse(text, out var time))
            Refuse("parameter_invalid", name, "Write a time as RFC 3339 has it: 2026-01-31T09:30:00Z.");
        return time;
    }

    private int Limit()
    {
        if (Text("limit") is not { } text) return LimitUsual;
        if (
            !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
                || limit is 0 or > LimitMost)
            Refuse("parameter_invalid", "limit", $"A limit is 1 to {LimitMost}.");
        return limit;
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private static void Refuse(string code, string name, string detail) =>
        throw new ProblemException(Problem.Invalid(code, name, detail));
}
