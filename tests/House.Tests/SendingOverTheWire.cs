using Commerce.Kit;

namespace Commerce.House.Tests;

/// <summary>What calls between grains may carry. Calls in one process hide such faults, a network does not.</summary>
public sealed class SendingOverTheWire
{
    private const string Golden = "tests/House.Tests/wire-shapes.txt", Calls = "tests/House.Tests/wire-calls.txt";

    private static IEnumerable<Type> Sent =>
        House.Types.Where(type => House.Attribute<GenerateSerializerAttribute>(type) is not null);

    [Fact]
    public void Takes_only_types_that_can_be_sent() => House.Holds(
        House.GrainInterfaces.SelectMany(Contracts.FaultsOf),
        "All that a call carries is [GenerateSerializer, Immutable, Alias], its bases, cases and members too.");

    [Theory]
    [InlineData("IBadGrain has no alias")]
    [InlineData("IBadGrain.Take is generic")]
    [InlineData("IBadGrain.Sort(sort) carries Func`2")]
    [InlineData("IBadGrain.Any(any) carries Object")]
    [InlineData("IBadGrain.Any(many) carries Byte[]")]
    [InlineData("IBadGrain.Count answers no task")]
    [InlineData("Case has no alias")]
    [InlineData("Parent has no [GenerateSerializer]")]
    [InlineData("Case.Changeable can be changed")]
    [InlineData("Case.Unnumbered has no [Id]")]
    [InlineData("Inner is not [Immutable]")]
    public void Finds_what_cannot_be_sent(string fault) => House.Breaks(Contracts.FaultsOf(typeof(IBadGrain)), fault);

    [Fact]
    public void Gives_everything_sent_or_stored_a_name_of_its_own() => House.Holds(
        House.Types.Where(type => House.Attribute<AliasAttribute>(type) is not null || Sent.Contains(type))
            .GroupBy(type => (type.IsInterface, House.Attribute<AliasAttribute>(type)?.Alias))
            .Where(alias => alias.Key.Alias is null || alias.Count() > 1)
            .SelectMany(alias => alias.Select(type => $"{alias.Key.Alias ?? "no alias"}: {House.NameOf(type)}")),
        "Give it an alias in kebab case that nothing else has: feature.case.");

    [Fact]
    public void Gives_every_call_of_a_grain_a_name_of_its_own() => House.Holds(
        House.GrainInterfaces.SelectMany(face => face.GetMethods()
            .GroupBy(method => House.Attribute<AliasAttribute>(method)?.Alias)
            .Where(alias => alias.Count() > 1)
            .Select(alias => $"{House.NameOf(face)}: {alias.Key}")),
        "Give each method of the interface its own alias.");

    [Fact]
    public void Sends_nothing_that_no_call_carries()
    {
        var carried = Contracts.CarriedBy(House.GrainInterfaces);
        House.Holds(
            Sent.Where(type => !carried.Contains(type) && !typeof(Exception).IsAssignableFrom(type))
                .Select(House.NameOf),
            "State and events are stored, not sent: an alias is enough for them.");
    }

    [Fact]
    public void Never_changes_a_shape_that_was_sent_before()
    {
        var now = Sent.ToDictionary(WireShape.AliasOf, WireShape.Of);
        House.Holds(
            File.ReadLines(Repository.At(Golden))
                .Where(line => !now.TryGetValue(line.Split('(')[0], out var shape) || !Continues(shape, line)),
            "Yesterday's release sends and reads these: members are only added, at the end, and no alias goes.");
    }

    [Fact]
    public void Writes_every_shape_down()
    {
        var shapes = Sent.Select(WireShape.Of).Order(StringComparer.Ordinal).ToList();
        var found = Path.Combine(AppContext.BaseDirectory, "wire-shapes.txt");
        File.WriteAllLines(found, shapes);
        House.Holds(
            shapes.Except(File.ReadLines(Repository.At(Golden))),
            $"Copy {Path.GetRelativePath(Repository.Root, found)} over {Golden}; its difference may only add.");
    }

    [Fact]
    public void Never_changes_a_call_that_was_made_before() => House.Holds(
        Changed(MadeNow, File.ReadLines(Repository.At(Calls))),
        "Yesterday's release makes these: one that takes or answers something else has another alias.");

    [Fact]
    public void Writes_every_call_down()
    {
        var calls = MadeNow.Order(StringComparer.Ordinal).ToList();
        var found = Path.Combine(AppContext.BaseDirectory, "wire-calls.txt");
        File.WriteAllLines(found, calls);
        House.Holds(
            calls.Except(File.ReadLines(Repository.At(Calls))),
            $"Add the lines of {Path.GetRelativePath(Repository.Root, found)} to {Calls}; none there may go.");
    }

    [Theory]
    [InlineData("a.b(c): d", false)]
    [InlineData("a.b(c, e): d", true)]
    [InlineData("a.b(c): e", true)]
    [InlineData("a.b-c(c): e", false)]
    public void Knows_a_call_that_changed(string now, bool changed) =>
        Assert.Equal(changed, Changed([now], ["a.b(c): d"]).Any());

    [Theory]
    [InlineData("a(X: String)", true)]
    [InlineData("a(X: String, Y: Int32)", true)]
    [InlineData("a(X: String?)", false)]
    [InlineData("a(Y: Int32, X: String)", false)]
    [InlineData("a()", false)]
    public void Knows_growth_from_change(string now, bool grown) => Assert.Equal(grown, Continues(now, "a(X: String)"));

    private static IEnumerable<string> MadeNow =>
        House.GrainInterfaces.SelectMany(face => face.GetMethods()).Select(WireShape.Of);

    private static IEnumerable<string> Changed(IEnumerable<string> now, IEnumerable<string> before)
    {
        var calls = now.ToLookup(call => call.Split('(')[0]);
        return before.Where(call => calls.Contains(call.Split('(')[0]) && !calls[call.Split('(')[0]].Contains(call));
    }

    private static bool Continues(string shape, string before)
    {
        var rest = shape.StartsWith(before[..^1], StringComparison.Ordinal) ? shape[(before.Length - 1)..] : "none";
        return rest.StartsWith(')') || rest.StartsWith(", ", StringComparison.Ordinal)
            || before.EndsWith("()", StringComparison.Ordinal);
    }

    private interface IBadGrain : IGrainWithStringKey
    {
        Task<Parent> Take<T>(T one);

        Task Sort(Func<int, int> sort);

        Task Any(object any, byte[] many);

        int Count();
    }

    private abstract record Parent(string Name);

    [GenerateSerializer, Immutable]
    private sealed record Case(string Name, Inner Inner) : Parent(Name)
    {
        public string? Unnumbered { get; init; }

        [Id(1)]
        public string? Changeable { get; set; }
    }

    [GenerateSerializer, Alias("inner")]
    private sealed record Inner(int Number);
}
