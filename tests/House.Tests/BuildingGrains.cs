using System.Reflection;
using Commerce.Grains.Kernel;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Commerce.House.Tests;

/// <summary>What a grain class may be.</summary>
public sealed class BuildingGrains
{
    [Fact]
    public void Names_class_state_and_key_alike() =>
        House.Holds(
            Misnamed(House.GrainClasses), "[GrainType] = name of the [PersistentState] = entity name, one class each.");

    [Fact]
    public void Finds_a_grain_whose_state_has_another_name()
    {
        House.Breaks(Misnamed([typeof(Twisted)]), "other");
        House.Breaks(Misnamed([typeof(Nameless)]), "no [GrainType]");
        House.Breaks(Misnamed([typeof(Twisted), typeof(Twisted)]), "2 classes");
    }

    [Fact]
    public void Lets_turns_mix_only_where_nothing_can_be_lost() => House.Holds(
        Mixing(House.GrainClasses),
        "Only what commits through SharedEntity and stateless workers is [Reentrant]; no call is [AlwaysInterleave].");

    [Fact]
    public void Finds_a_grain_that_mixes_turns()
    {
        House.Breaks(Mixing([typeof(Twisted)]), nameof(Twisted));
        House.Breaks(Mixing([typeof(Mixed)]), "Peek");
    }

    [Fact]
    public void Keeps_the_shell_to_itself() => House.Holds(
        House.GrainClasses.Where(type => type.IsVisible || !type.IsSealed).Select(House.NameOf),
        "A grain class is internal and sealed; others see its interface.");

    [Fact]
    public void Nests_every_case_in_its_hierarchy() => House.Holds(
        Strays(House.Types), "Others can derive from a record in spite of its private constructor: nest every case.");

    [Fact]
    public void Finds_a_case_outside_of_its_hierarchy() =>
        House.Breaks(Strays([typeof(Shape.Round), typeof(Stray)]), nameof(Stray));

    [Fact]
    public void Gives_every_stored_case_a_name() => House.Holds(
        House.GrainClasses.SelectMany(StoredIn)
            .SelectMany(hierarchy => House.Types.Where(type => type.IsSubclassOf(hierarchy) && !type.IsAbstract))
            .Where(type => House.Attribute<AliasAttribute>(type) is null)
            .Select(House.NameOf),
        "A stored state or event is found again by its alias, whatever its class is called then.");

    private static IEnumerable<string> Misnamed(IEnumerable<Type> classes)
    {
        foreach (var group in classes.GroupBy(type => House.Argument<GrainTypeAttribute>(type.CustomAttributes)))
        {
            var names = string.Join(", ", group.Select(House.NameOf));
            if (group.Key is null) yield return $"{names} has no [GrainType]";
            if (group.Count() > 1) yield return $"{group.Key}: {group.Count()} classes: {names}";
            foreach (var state in group.SelectMany(StateNames).Where(state => state != group.Key))
                yield return $"{names} keeps its state as {state}";
        }
    }

    private static IEnumerable<string> Mixing(IEnumerable<Type> classes)
    {
        foreach (var type in classes)
        {
            var stateless = House.Attribute<StatelessWorkerAttribute>(type) is not null;
            if (!stateless && House.Attribute<ReentrantAttribute>(type) is not null != IsShared(type))
                yield return House.NameOf(type);
            if (stateless) continue;
            foreach (var method in type.GetInterfaces().SelectMany(face => face.GetMethods())
                .Where(method => House.Attribute<AlwaysInterleaveAttribute>(method) is not null))
                yield return $"{House.NameOf(type)}.{method.Name}";
        }
    }

    private static IEnumerable<string> Strays(IEnumerable<Type> types) =>
        from type in types
        let parent = type.BaseType is { IsGenericType: true } above ? above.GetGenericTypeDefinition() : type.BaseType
        where parent is { IsAbstract: true } && IsClosed(parent) && type.DeclaringType != parent
        select House.NameOf(type);

    // Closed: nobody but itself can call a constructor, the one for copies aside.
    private static bool IsClosed(Type parent) => parent
        .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(constructor => constructor.GetParameters() is not [var one] || one.ParameterType.Name != parent.Name)
        .All(constructor => constructor.IsPrivate);

    private static bool IsShared(Type type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
        {
            if (above.IsGenericType && above.GetGenericTypeDefinition() == typeof(SharedEntity<,,,>)) return true;
        }

        return false;
    }

    private static IEnumerable<ParameterInfo> States(Type type) => type
        .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .SelectMany(constructor => constructor.GetParameters())
        .Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute), inherit: false));

    private static IEnumerable<string?> StateNames(Type type) => States(type)
        .Select(parameter => House.Argument<PersistentStateAttribute>(parameter.CustomAttributes));

    private static IEnumerable<Type> StoredIn(Type type) => States(type)
        .Select(parameter => parameter.ParameterType.GetGenericArguments()[0])
        .Where(stored => stored.IsGenericType)
        .SelectMany(stored => stored.GetGenericArguments());

    [GrainType("twisted"), Reentrant]
    private sealed class Twisted([PersistentState("other")] IPersistentState<string> stored) : Grain
    {
        public override string ToString() => stored.State;
    }

    private sealed class Nameless : Grain;

    private sealed class Mixed : Grain, IMixed
    {
        public Task Peek() => Task.CompletedTask;
    }

    private interface IMixed
    {
        [AlwaysInterleave]
        Task Peek();
    }

    private abstract record Shape
    {
        private Shape() { }

        public sealed record Round : Shape;
    }

    private sealed record Stray(Shape Original) : Shape(Original);
}
