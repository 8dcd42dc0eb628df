using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Commerce.House.Tests;

/// <summary>How endpoints come into the shop: each group by one line of Program.cs.</summary>
public sealed class MappingEndpoints
{
    [Fact]
    public void Maps_every_group_in_the_program() => House.Holds(
        Unmapped(Groups, Sources.One("Api/Program.cs").Text), "Map the group in Api/Program.cs, or delete it.");

    [Fact]
    public void Finds_a_group_that_is_not_mapped() =>
        House.Breaks(Unmapped(["MapCarts", "MapStock"], "app.MapCarts();\n// app.MapStock();"), "MapStock");

    private static IEnumerable<string> Groups => House.Types
        .Where(type => type.Assembly == House.Api && type.IsAbstract && type.IsSealed)
        .SelectMany(type => type.GetMethods())
        .Where(method => method.Name.StartsWith("Map", StringComparison.Ordinal)
            && method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(IEndpointRouteBuilder))
        .Select(method => method.Name);

    private static IEnumerable<string> Unmapped(IEnumerable<string> groups, string program) =>
        groups.Where(group => !Regex.IsMatch(program, $@"^\s*\w+\.{group}\(", RegexOptions.Multiline));
}
