using System.Collections.Concurrent;
using System.Reflection;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Silo.Tests.Cluster;

/// <summary>Makes a value of any type that calls carry, each member with a value of its own.</summary>
/// <param name="least">Whether all that may be left out is.</param>
internal sealed class Sample(bool least)
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<Type, ImmutableArray<Type>> Cases = new();

    private static readonly DateTimeOffset Start = new(2026, 2, 3, 4, 5, 6, 789, TimeSpan.FromHours(1));

    private readonly HashSet<Type> underWay = [];
    private int number;

    /// <summary>A value of this type; of a case, when there are several.</summary>
    public object? Of(Type type)
    {
        number++;
        if (Nullable.GetUnderlyingType(type) is { } inner) return least ? null : Of(inner);
        if (Plain(type) is { } plain) return plain;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(number % Enum.GetValues(type).Length);
        if (IsArray(type)) return Several(type);
        if (!underWay.Add(type)) return null;
        try
        {
            if (!type.IsAbstract) return Made(type);
            var cases = CasesOf(type);
            return Of(cases[number % cases.Length]);
        }
        finally
        {
            underWay.Remove(type);
        }
    }

    /// <summary>The cases that a type has, when it is a hierarchy.</summary>
    public static ImmutableArray<Type> CasesOf(Type parent) => Cases.GetOrAdd(parent, FindCases);

    private static ImmutableArray<Type> FindCases(Type parent) =>
    [
        .. parent.Assembly.GetTypes()
            .Where(type => type.BaseType is { } above && Definition(above) == Definition(parent))
            .Select(type => type.IsGenericTypeDefinition ? type.MakeGenericType(parent.GetGenericArguments()) : type)
            .SelectMany(type => type.IsAbstract ? CasesOf(type) : [type]),
    ];

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static bool IsArray(Type type) => Definition(type) == typeof(ImmutableArray<>);

    private object? Plain(Type type) =>
        type == typeof(string) ? (least ? "" : $"text {number} \u00e4\u20ac")
        : type == typeof(bool) ? !least
        : type == typeof(byte) ? (byte)number
        : type == typeof(int) ? (least ? int.MinValue : number)
        : type == typeof(long) ? (least ? long.MaxValue : number)
        : type == typeof(decimal) ? (least ? decimal.MinValue : number + 0.250m)
        : type == typeof(double) ? number / 3d
        : type == typeof(DateTimeOffset) ? (least ? default : Start.AddTicks(number))
        : type == typeof(TimeSpan) ? TimeSpan.FromTicks(number)
        : type == typeof(DateOnly) ? new DateOnly(2026, 2, 3).AddDays(number)
        : type == typeof(Guid) ? new Guid(number, 2, 3, new byte[8])
        : type == typeof(Uri) ? new Uri($"https://shop.example/{number}")
        : null;

    private object Several(Type array)
    {
        var item = array.GetGenericArguments()[0];
        object?[] items = least || underWay.Contains(item) ? [] : [Of(item), Of(item)];
        var typed = Array.CreateInstance(item, items.Length);
        items.CopyTo(typed, 0);
        var create = typeof(ImmutableArray).GetMethods().Single(method => method.Name == nameof(ImmutableArray.Create)
            && method.GetParameters() is [{ ParameterType.IsArray: true }]);
        return create.MakeGenericMethod(item).Invoke(null, [typed])!;
    }

    private object Made(Type type)
    {
        var constructor = type.GetConstructors(Members)
            .Where(one => one.GetParameters() is not [{ ParameterType: var only }] || only != type)
            .MaxBy(one => one.GetParameters().Length);
        var parameters = constructor?.GetParameters() ?? [];
        object?[] values = [.. parameters.Select(Value)];
        var made = constructor?.Invoke(values) ?? Activator.CreateInstance(type)!;
        foreach (var member in type.GetProperties(Members).Where(member => member.CanWrite && !least))
        {
            if (parameters.Any(parameter => parameter.Name == member.Name)) continue;
            member.SetValue(made, Of(member.PropertyType));
        }

        return made;
    }

    private object? Value(ParameterInfo parameter)
    {
        // Some refusals say an amount in words, and some ids are taken apart.
        if (parameter.Name == nameof(Money.Currency)) return "USD";
        if (parameter.Name == nameof(AttemptId.Value) && parameter.Member.DeclaringType == typeof(AttemptId))
            return $"order-{number}/1";
        if (!least || !parameter.HasDefaultValue) return Of(parameter.ParameterType);
        var isNull = parameter.DefaultValue is null && parameter.ParameterType.IsValueType;
        return isNull ? Activator.CreateInstance(parameter.ParameterType) : parameter.DefaultValue;
    }
}
