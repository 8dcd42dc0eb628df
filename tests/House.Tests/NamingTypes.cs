namespace Commerce.House.Tests;

/// <summary>What a type may be called.</summary>
public sealed class NamingTypes
{
    private static readonly string[] SaysNothing =
    [
        "Manager", "Service", "Helper", "Helpers", "Util", "Utils", "Utility", "Common", "Base", "Dto", "Impl", "Data",
        "Info", "Handler",
    ];

    [Fact]
    public void Uses_words_that_say_something() =>
        House.Holds(Empty(House.Types), "Name it by what it is in the trade or what it does here.");

    [Fact]
    public void Finds_a_name_that_says_nothing() => House.Breaks(Empty([typeof(OrderManager)]), nameof(OrderManager));

    [Fact]
    public void Adds_no_Async_to_calls_that_have_no_twin() => House.Holds(
        House.GrainInterfaces.SelectMany(face => face.GetMethods())
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(method => $"{House.NameOf(method.DeclaringType!)}.{method.Name}"),
        "Every call of a grain is asynchronous: leave the suffix out.");

    private static IEnumerable<string> Empty(IEnumerable<Type> types) => types
        .Where(type => SaysNothing.Any(word => type.Name.Split('`')[0].EndsWith(word, StringComparison.Ordinal)))
        .Select(House.NameOf);

    private static class OrderManager;
}
