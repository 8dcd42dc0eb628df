using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Http;

/// <summary>Checks the lengths and ranges that a body's fields declare; those without a length take 1,000
/// characters.</summary>
internal static class FieldRules
{
    private const int TextMost = 1_000;

    private static readonly ConcurrentDictionary<Type, Field[]> Known = new();

    /// <exception cref="ProblemException">A field breaks its rule.</exception>
    public static void Check(object value, string pointer = "")
    {
        if (value is string text) Require(text.Length <= TextMost, pointer, $"At most {TextMost} characters.");
        if (value is IEnumerable many and not string)
        {
            var place = 0;
            foreach (var one in many)
            {
                var here = $"{pointer}/{place++}";
                Require(one is not null, here, "Null is nothing that a list can hold.");
                Check(one, here);
            }

            return;
        }

        if (value.GetType().Namespace?.StartsWith("Commerce.Api", StringComparison.Ordinal) != true) return;
        foreach (var field in Known.GetOrAdd(value.GetType(), FieldsOf)) Check(field, value, pointer);
    }

    private static void Check(Field field, object owner, string pointer)
    {
        if (field.Property.GetValue(owner) is not { } value) return;
        var here = $"{pointer}/{field.Name}";
        foreach (var rule in field.Rules) Require(rule.IsValid(value), here, rule.FormatErrorMessage(field.Name));
        if (value is string && field.Rules.Any(rule => rule is StringLengthAttribute)) return;
        Check(value, here);
    }

    private static void Require([DoesNotReturnIf(false)] bool holds, string pointer, string reason)
    {
        if (!holds) throw new ProblemException(Problem.Invalid("field_invalid", pointer, reason));
    }

    private static Field[] FieldsOf(Type type) => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0)
        .Select(property => new Field(
            property,
            JsonNamingPolicy.CamelCase.ConvertName(property.Name),
            [.. property.GetCustomAttributes<ValidationAttribute>()]))];

    private sealed record Field(PropertyInfo Property, string Name, ValidationAttribute[] Rules);
}

/// <summary>One plain address (Security, E-mail): what <see cref="EmailAddress"/> says is one.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MailAddressAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is string text && EmailAddress.IsOne(text);

    public override string FormatErrorMessage(string name) =>
        $"Write one address, local@domain, at most {EmailAddress.LengthMost} characters.";
}
