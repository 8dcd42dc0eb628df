using System.Reflection;

namespace Commerce.House.Tests;

/// <summary>Walks everything that a call of a grain can carry.</summary>
internal sealed class Contracts
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(bool), typeof(byte), typeof(int), typeof(long), typeof(decimal), typeof(double),
        typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(Guid), typeof(Uri),
    ];

    private static readonly HashSet<Type> Containers =
    [
        typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>),
        typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>), typeof(Nullable<>),
    ];

    private readonly HashSet<Type> seen = [];
    private readonly List<string> faults = [];

    /// <summary>What is wrong with a grain's interface and all it names.</summary>
    public static IReadOnlyList<string> FaultsOf(Type face)
    {
        var walk = new Contracts();
        walk.Face(face);
        return walk.faults;
    }

    /// <summary>All types of ours that calls of these interfaces can carry.</summary>
    public static IReadOnlySet<Type> CarriedBy(IEnumerable<Type> faces)
    {
        var walk = new Contracts();
        foreach (var face in faces) walk.Face(face);
        return walk.seen;
    }

    private void Face(Type face)
    {
        var name = House.NameOf(face);
        if (House.Attribute<AliasAttribute>(face) is null) faults.Add($"{name} has no alias");
        foreach (var method in face.GetMethods())
        {
            var call = $"{name}.{method.Name}";
            if (House.Attribute<AliasAttribute>(method) is null) faults.Add($"{call} has no alias");
            if (method.IsGenericMethod) faults.Add($"{call} is generic");
            foreach (var parameter in method.GetParameters()) Argument(parameter, call);
            Visit(Answer(method, call), call);
        }
    }

    private void Argument(ParameterInfo parameter, string call)
    {
        var last = parameter.Position == ((MethodInfo)parameter.Member).GetParameters().Length - 1;
        if (parameter.ParameterType == typeof(CancellationToken) && last) return;
        Visit(parameter.ParameterType, $"{call}({parameter.Name})");
    }

    private Type Answer(MethodInfo method, string call)
    {
        var answer = method.ReturnType;
        if (answer == typeof(Task) || answer == typeof(ValueTask)) return typeof(string);
        if (answer.IsGenericType && answer.GetGenericTypeDefinition() is var task
            && (task == typeof(Task<>) || task == typeof(ValueTask<>))) return answer.GetGenericArguments()[0];
        faults.Add($"{call} answers no task");
        return typeof(string);
    }

    private void Visit(Type type, string from)
    {
        if (type.IsGenericParameter || Plain.Contains(type)) return;
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        foreach (var argument in type.GetGenericArguments()) Visit(argument, from);
        if (Containers.Contains(definition)) return;
        if (definition.Assembly == typeof(object).Assembly || typeof(Delegate).IsAssignableFrom(definition)
            || type.IsArray)
            faults.Add($"{from} carries {type.Name}");
        else if (seen.Add(definition)) Own(definition);
    }

    private void Own(Type type)
    {
        var name = House.NameOf(type);
        if (House.Attribute<GenerateSerializerAttribute>(type) is null)
            faults.Add($"{name} has no [GenerateSerializer]");
        if (House.Attribute<AliasAttribute>(type) is null) faults.Add($"{name} has no alias");
        if (type.IsEnum) return;
        if (House.Attribute<ImmutableAttribute>(type) is null) faults.Add($"{name} is not [Immutable]");
        if (type.IsInterface) faults.Add($"{name} is an interface");
        foreach (var field in Fields(type)) Member(field, name);
        if (type.BaseType is { } above && above != typeof(object) && above != typeof(ValueType)) Visit(above, name);
        foreach (var below in CasesOf(type)) Visit(below, name);
    }

    private void Member(FieldInfo field, string owner)
    {
        var name = field.Name.Trim('<').Split('>')[0];
        if (!field.IsInitOnly) faults.Add($"{owner}.{name} can be changed");
        if (WireShape.Positional(field.DeclaringType!).All(parameter => parameter.Name != name)
            && WireShape.NumberOf(field.DeclaringType!, name) is null)
            faults.Add($"{owner}.{name} has no [Id]");
        Visit(field.FieldType, $"{owner}.{name}");
    }

    internal static IEnumerable<FieldInfo> Fields(Type type) => type.GetFields(
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    internal static IEnumerable<Type> CasesOf(Type parent) => parent.Assembly.GetTypes().Where(type =>
        type.BaseType is { } above && (above.IsGenericType ? above.GetGenericTypeDefinition() : above) == parent);
}
