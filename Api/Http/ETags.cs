using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Commerce.Api.Http;

/// <summary>Versions as strong ETags (H-04): <c>"12"</c>.</summary>
internal static class ETags
{
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that If-Match names; null when any will do.</summary>
    /// <exception cref="ProblemException">The header is no ETag of ours.</exception>
    public static long? Wanted(HttpRequest request) => Wanted(request.Headers.IfMatch);

    private static long? Wanted(StringValues header) => header switch
    {
        [] or ["*"] => null,
        [{ Length: > 2 } tag] when tag[0] == '"' && tag[^1] == '"' && long.TryParse(
            tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version) => version,
        _ => throw new ProblemException(KnownProblems.IfMatchMalformed),
    };
}

/// <summary>Stands on routes that change what staff read before: without If-Match they are refused.</summary>
internal sealed record NeedsIfMatch;
