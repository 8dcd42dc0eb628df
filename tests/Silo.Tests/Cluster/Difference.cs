using System.Collections;
using System.Reflection;

namespace Commerce.Silo.Tests.Cluster;

/// <summary>Compares two values member by member, the private ones too.</summary>
internal static class Difference
{
    /// <summary>Where they differ first; null when they do not.</summary>
    public static string? Of(object? one, object? other, string path = "")
    {
        if (one is null || other is null) return one == other ? null : $"{path}: {Text(one)} and {Text(other)}";
        var type = one.GetType();
        if (type != other.GetType()) return $"{path}: {type.Name} and {other.GetType().Name}";
        if (one is DateTimeOffset time)
            return time.EqualsExact((DateTimeOffset)other) ? null : $"{path}: {one} and {other}";
        if (one is Exception failure) return Of(failure.Message, ((Exception)other).Message, $"{path}.Message");
        if (one is IEnumerable and not string) return OfItems(one, other, path);
        if (type.Assembly == typeof(object).Assembly || type.Assembly == typeof(Uri).Assembly || type.IsEnum)
            return one.Equals(other) ? null : $"{path}: {Text(one)} and {Text(other)}";
        return Fields(type)
            .Select(field => Of(field.GetValue(one), field.GetValue(other), $"{path}.{NameOf(field)}"))
            .FirstOrDefault(found => found is not null);
    }

    private static string? OfItems(object one, object other, string path)
    {
        if (IsDefault(one) || IsDefault(other))
            return IsDefault(one) == IsDefault(other) ? null : $"{path}: one of them was never made";
        object?[] left = [.. ((IEnumerable)one).Cast<object?>()], right = [.. ((IEnumerable)other).Cast<object?>()];
        if (left.Length != right.Length) return $"{path}: {left.Length} and {right.Length} items";
        return left.Select((item, place) => Of(item, right[place], $"{path}[{place}]"))
            .FirstOrDefault(found => found is not null);
    }

    private static bool IsDefault(object items) => items.GetType().GetProperty("IsDefault")?.GetValue(items) is true;

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        const BindingFlags own =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var above = type; above is not null && above != typeof(object); above = above.BaseType)
        {
            foreach (var field in above.GetFields(own)) yield return field;
        }
    }

    private static string NameOf(FieldInfo field) => field.Name.Trim('<').Split('>')[0];

    private static string Text(object? value) => value is null ? "nothing" : $"'{value}'";
}
