using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Commerce.Api.Tests;

/// <summary>Addresses of routes, with something in every blank.</summary>
internal static partial class Addresses
{
    public static string Of(RouteEndpoint endpoint) =>
        Blank().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "unknown");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Blank();
}
