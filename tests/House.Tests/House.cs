using System.Reflection;

namespace Commerce.House.Tests;

/// <summary>What the house is built of, and how a broken rule is told.</summary>
internal static class House
{
    public static Assembly Grains { get; } = Assembly.Load("Commerce.Grains");

    public static Assembly Silo { get; } = Assembly.Load("Commerce.Silo");

    public static Assembly Api { get; } = Assembly.Load("Commerce.Api");

    /// <summary>Every type that we wrote; what the compiler makes up is left out.</summary>
    public static ImmutableArray<Type> Types { get; } =
    [
        .. new[] { Grains, Silo, Api }.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.Name.Contains('<')),
    ];

    /// <summary>Every class that runs as a grain.</summary>
    public static IEnumerable<Type> GrainClasses =>
        Types.Where(type => type.IsSubclassOf(typeof(Grain)) && !type.IsAbstract);

    /// <summary>Every interface by which a grain is called.</summary>
    public static IEnumerable<Type> GrainInterfaces => Types.Where(type => type.IsInterface && IsGrain(type));

    public static bool IsGrain(Type type) => typeof(IGrainWithStringKey).IsAssignableFrom(type);

    /// <summary>A type's name as it is written: <c>Order.State.Open</c>.</summary>
    public static string NameOf(Type type) =>
        (type.FullName ?? type.Name).Replace('+', '.').Replace("Commerce.", "", StringComparison.Ordinal);

    /// <summary>Fails when anything breaks the rule, with all that does and what to do instead.</summary>
    public static void Holds(IEnumerable<string> faults, string instead)
    {
        List<string> all = [.. faults.Distinct().Order(StringComparer.Ordinal)];
        if (all.Count > 0) Assert.Fail($"{instead}\n  {string.Join("\n  ", all)}");
    }

    /// <summary>Fails unless a rule finds fault with what is wrong on purpose.</summary>
    public static void Breaks(IEnumerable<string> faults, string word) =>
        Assert.Contains(faults, fault => fault.Contains(word, StringComparison.Ordinal));

    public static T? Attribute<T>(MemberInfo member) where T : Attribute =>
        member.GetCustomAttribute<T>(inherit: false);

    /// <summary>The text given to an attribute whose member hides it.</summary>
    public static string? Argument<T>(IEnumerable<CustomAttributeData> attributes) where T : Attribute => attributes
        .Where(data => data.AttributeType == typeof(T)).Select(data => data.ConstructorArguments[0].Value as string)
            .FirstOrDefault();
}
