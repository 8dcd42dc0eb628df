using System.Reflection;

namespace Commerce.House.Tests;

/// <summary>What a type looks like on the wire: its alias and its members in the order of their numbers.</summary>
internal static class WireShape
{
    /// <summary>One line: <c>money(Amount: long, Currency: string)</c>.</summary>
    public static string Of(Type type) =>
        $"{AliasOf(type)}({string.Join(", ", type.IsEnum ? Values(type) : Members(type))})";

    /// <summary>One line: <c>stock.hold(sku, int): outcome&lt;stock-view&gt;</c>.</summary>
    public static string Of(MethodInfo call) =>
        $"{AliasOf(call.DeclaringType!)}.{House.Attribute<AliasAttribute>(call)?.Alias ?? call.Name}"
            + $"({string.Join(", ", call.GetParameters().Select(parameter => NameOf(parameter.ParameterType)))})"
            + $": {NameOf(call.ReturnType)}";

    public static string AliasOf(Type type) => House.Attribute<AliasAttribute>(type)?.Alias ?? House.NameOf(type);

    /// <summary>The parameters that are members too, in order. Empty for what has no such constructor.</summary>
    public static IReadOnlyList<ParameterInfo> Positional(Type type) => type
        .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Select(constructor => constructor.GetParameters())
        .Where(parameters => parameters.All(parameter => IsMember(type, parameter)))
        .MaxBy(parameters => parameters.Length) ?? [];

    /// <summary>The number that a member was given, if it was.</summary>
    public static uint? NumberOf(Type type, string member) => type
        .GetProperty(member, Everything)?.GetCustomAttribute<IdAttribute>(inherit: false)?.Id;

    private const BindingFlags Everything =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static IEnumerable<string> Values(Type type) =>
        Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}");

    private static IEnumerable<string> Members(Type type) =>
    [
        .. Positional(type).Where(parameter => StoredHere(type, parameter.Name!))
            .Select(parameter => $"{parameter.Name}: {NameOf(parameter.ParameterType)}"),
        .. type.GetProperties(Everything)
            .Select(property => (Property: property, Number: NumberOf(type, property.Name)))
            .Where(member => member.Number is not null)
            .OrderBy(member => member.Number)
            .Select(member => $"#{member.Number} {member.Property.Name}: {NameOf(member.Property.PropertyType)}"),
    ];

    // A parameter that the base keeps is the base's member: it travels with the base.
    private static bool StoredHere(Type type, string name) =>
        Contracts.Fields(type).Any(field => field.Name.Trim('<').Split('>')[0] == name);

    private static bool IsMember(Type type, ParameterInfo parameter) =>
        type.GetProperty(parameter.Name!)?.PropertyType == parameter.ParameterType;

    private static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return NameOf(inner) + "?";
        if (type.IsGenericParameter || !type.IsGenericType)
            return House.Attribute<AliasAttribute>(type)?.Alias ?? type.Name;
        var name = House.Attribute<AliasAttribute>(type.GetGenericTypeDefinition())?.Alias ?? type.Name;
        return $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}
