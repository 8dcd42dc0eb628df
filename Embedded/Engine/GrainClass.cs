using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.Embedded;

/// <summary>A grain class: its name, what its attributes say, and how one of its grains is made.</summary>
internal sealed class GrainClass
{
    private readonly ConstructorInvoker constructor;
    private readonly Func<Activation, object?>[] arguments;

    public GrainClass(Type type)
    {
        Type = type;
        Name = type.GetCustomAttribute<GrainTypeAttribute>()?.Type ?? GrainType.Create(DefaultName(type));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        MaxWorkers = type.GetCustomAttribute<StatelessWorkerAttribute>(inherit: true)?.MaxLocalWorkers;
        var chosen = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .MaxBy(candidate => candidate.GetParameters().Length)!;
        constructor = ConstructorInvoker.Create(chosen);
        arguments = [.. chosen.GetParameters().Select(ArgumentOf)];
    }

    public Type Type { get; }

    public GrainType Name { get; }

    public bool IsReentrant { get; }

    /// <summary>How many activations may answer for one key, -1 for one a processor; null if it is no stateless
    /// worker.</summary>
    public int? MaxWorkers { get; }

    public static bool Is(Type type) => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(IGrainBase).IsAssignableFrom(type);

    public object Construct(Activation activation)
    {
        var values = new object?[arguments.Length];
        for (var at = 0; at < values.Length; at++) values[at] = arguments[at](activation);
        return constructor.Invoke(values.AsSpan());
    }

    private static string DefaultName(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name;
    }

    private static Func<Activation, object?> ArgumentOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } asked)
            return StoredState.Maker(type, asked);
        if (type == typeof(IGrainContext)) return activation => activation;
        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
            return activation => activation.ActivationServices.GetRequiredKeyedService(type, keyed.Key);
        if (parameter.HasDefaultValue)
            return activation => activation.ActivationServices.GetService(type) ?? parameter.DefaultValue;
        return activation => activation.ActivationServices.GetRequiredService(type);
    }
}
